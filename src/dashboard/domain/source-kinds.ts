import type { Source } from '#contract/api/sources.ts'

/** Names of products, the same in all languages. */
export const kindNames: Record<Source['kind'], string> = {
  'amo-v4': 'amoCRM',
  'amo-v2': 'amoCRM v2',
  watbot: 'WatBot',
}
