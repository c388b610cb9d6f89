import { z } from 'zod'

const amoChat = z.object({
  chat_id: z.string(),
  contact_id: z.int(),
  /** Of the link; changes when the chat is tied to another contact. */
  id: z.int(),
  request_id: z.union([z.string(), z.int()]).nullish(),
})
export type AmoChat = z.infer<typeof amoChat>

/** `GET` and `POST /api/v4/contacts/chats` (seeds 000 and 002): no `_links`, no `_page`. */
export const amoChats = z.object({ _embedded: z.object({ chats: z.array(amoChat) }) })

export type AmoChatWrite = { chat_id: string; contact_id: number; request_id: string }
