import { z } from 'zod'
import { looseId, looseText, row } from '#contract/upstream/lenient.ts'
import { pageOf } from '#contract/upstream/list-envelope.ts'

/** `id` is the ID of the link; it changes when the chat is linked to another contact. */
const amoChat = row({ chat_id: looseText, contact_id: looseId, id: looseId }, {})
export type AmoChat = z.infer<typeof amoChat>

/** `GET /api/v4/contacts/chats` (seeds 000 and 002): no `_links`, no `_page`. */
export const amoChatPage = pageOf('chats', amoChat)

/** Response of `POST /api/v4/contacts/chats`, in the same shape. */
export const amoChatWriteAnswer = z.object({ _embedded: z.object({ chats: z.array(amoChat) }) })

export type AmoChatWrite = { chat_id: string; contact_id: number; request_id: string }
