import { readAmoV2Rows } from './amo-v2/stored-contacts.ts'
import { readAmoV4Rows } from './amo-v4/stored-contacts.ts'
import { mergeWatbotRows, readWatbotRows } from './watbot/stored-contacts.ts'
import type { MergeRows, ReadRows, RowDialect } from './source-feed.ts'

/** Who reads the stored rows of a source, also in a thread that does not know the source. */
export const rowReaders: Record<RowDialect, ReadRows> = {
  'amo-v4': readAmoV4Rows,
  'amo-v2': readAmoV2Rows,
  watbot: readWatbotRows,
}

/** Of sources whose lists do not tell everything. */
export const rowMergers: Partial<Record<RowDialect, MergeRows>> = { watbot: mergeWatbotRows }
