import fc from 'fast-check'
import { isSoak, seed } from './soak.ts'

// A property that fails prints its seed; TEST_SEED tries it again.
fc.configureGlobal({ seed, ...(isSoak && { numRuns: 2000 }) })
