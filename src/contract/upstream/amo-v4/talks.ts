import type { z } from 'zod'
import { looseFlag, looseId, looseInt, looseText, row } from '#contract/upstream/lenient.ts'
import { pageOf } from '#contract/upstream/list-envelope.ts'

/** A talk of `GET /api/v4/talks` and `GET /api/v4/talks/{id}`; times are Unix seconds. */
export const amoTalk = row(
  { talk_id: looseId },
  {
    chat_id: looseText,
    contact_id: looseInt,
    status: looseText,
    is_in_work: looseFlag,
    is_read: looseFlag,
    origin: looseText,
    missed_at: looseInt,
    updated_at: looseInt,
  },
)
export type AmoTalk = z.infer<typeof amoTalk>

export const amoTalkPage = pageOf('talks', amoTalk)
