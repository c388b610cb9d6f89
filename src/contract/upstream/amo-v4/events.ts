import { looseId, looseInt, looseText, row } from '#contract/upstream/lenient.ts'
import { pageOf } from '#contract/upstream/list-envelope.ts'

/** `GET /api/v4/events`: only what says which contact an event is about. */
export const amoEventPage = pageOf(
  'events',
  row({ entity_id: looseId }, { entity_type: looseText, type: looseText }),
)

/** `GET /api/v4/tasks`: only whose task it is. */
export const amoTaskPage = pageOf(
  'tasks',
  row({ id: looseId }, { entity_id: looseInt, entity_type: looseText }),
)
