import fc from 'fast-check'
import { isSoak, seed } from './soak.ts'

// A property that fails prints its seed; set TEST_SEED to repeat it.
fc.configureGlobal({ seed, ...(isSoak && { numRuns: 2000 }) })
