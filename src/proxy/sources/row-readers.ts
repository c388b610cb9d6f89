import { amoV4Rows } from './amo-v4/stored-contacts.ts'
import type { RowDialect, RowReader } from './source-feed.ts'

/** Who reads the stored rows of a source, also in a thread that does not know the source. */
export const rowReaders: Record<RowDialect, RowReader> = { 'amo-v4': amoV4Rows }
