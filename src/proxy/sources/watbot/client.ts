import type { z } from 'zod'
import type { Rows } from '#contract/upstream/lenient.ts'
import {
  botContactPage,
  botTags,
  botVariables,
  type BotContact,
  type BotContactPage,
  type BotVariable,
} from '#contract/upstream/watbot/contacts.ts'
import { botDone, botWriteAnswer, type BotContactWrite } from '#contract/upstream/watbot/writes.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { SourceHttp } from '#proxy/sources/transport/source-http.ts'
import {
  parseAnswer,
  UnreadableAnswerError,
  type ReportUnreadable,
} from '#proxy/sources/transport/parse-answer.ts'
import { queryText } from '#proxy/sources/transport/query-text.ts'

const api = '/api/v1'

/** Filter of a contact list. */
export type BotSelection = {
  bot?: number | undefined
  /** Unix seconds, both inclusive. */
  from?: number | undefined
  to?: number | undefined
}

/**
 * The calls of WatBot that the proxy uses, in its own format. The token is sent in a header, never
 * in the URL.
 */
export function createClient(http: SourceHttp, report?: ReportUnreadable) {
  async function get<T extends z.ZodType>(schema: T, path: string, call: Call) {
    const body = await http.get(path, call)
    // WatBot sends an empty list as a list: a response without a body is invalid.
    if (body === undefined)
      throw new UnreadableAnswerError('invalid_response', `Empty response to ${path}`)
    return parseAnswer(schema, body, path, { report })
  }

  /**
   * Calls a method whose response contains no information but is required: only one that reports
   * success proves that something was written.
   */
  const post = async (method: string, body: object, call: Call): Promise<void> => {
    const answer = await http.write('POST', `${api}/${method}`, body, call)
    parseAnswer(botDone, answer, method, { mayHaveHappened: true })
  }

  return {
    listContacts(
      { bot, from, to }: BotSelection,
      page: number,
      count: number,
      call: Call,
    ): Promise<BotContactPage> {
      const params = { bot_id: bot, date_from: from, date_to: to, count, page }
      const defined = Object.entries(params).flatMap(([key, value]): [string, number][] =>
        value === undefined ? [] : [[key, value]],
      )
      return get(botContactPage, `${api}/getContacts?${queryText(defined)}`, call)
    },
    contactTags: (id: number, call: Call): Promise<Rows<string>> =>
      get(botTags, `${api}/getContactTags?contact_id=${id}`, call),
    contactVariables: async (id: number, call: Call): Promise<BotVariable[]> =>
      (await get(botVariables, `${api}/getContactVariables?contact_id=${id}`, call)).items,
    async createOrUpdate(contact: BotContactWrite, call: Call): Promise<BotContact> {
      const path = `${api}/createOrUpdateContact`
      const body = await http.write('POST', path, contact, call)
      return parseAnswer(botWriteAnswer, body, path, { mayHaveHappened: true }).data
    },
    attachTag: (id: number, name: string, call: Call) =>
      post('attachTagToContact', { contact_id: id, name }, call),
    detachTag: (id: number, name: string, call: Call) =>
      post('detachTagFromContact', { contact_id: id, name }, call),
    /** The response is 204 (seed 004). */
    async setStatus(id: number, status: string, call: Call): Promise<void> {
      await http.write('POST', `${api}/setYsellStatus`, { contact_id: id, status }, call)
    },
    setVariable: (
      id: number,
      { name, value, isDeletable }: { name: string; value: string; isDeletable: boolean },
      call: Call,
    ) => {
      const body = { contact_id: id, name, value, deletable: isDeletable ? 1 : 0 }
      return post('setContactVariable', body, call)
    },
    deleteVariable: (id: number, name: string, call: Call) =>
      post('deleteContactVariable', { contact_id: id, name }, call),
  }
}
export type BotClient = ReturnType<typeof createClient>
