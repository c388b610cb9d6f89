import { looseId, looseText, pageOf, row } from '#contract/upstream/lenient.ts'

/** `GET /api/v4/events`: only what says which contact an event is about. */
export const amoEventPage = pageOf(
  'events',
  row({ entity_id: looseId }, { entity_type: looseText }),
)
