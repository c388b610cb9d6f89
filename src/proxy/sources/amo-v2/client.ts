import type { z } from 'zod'
import type { Rows } from '#contract/upstream/lenient.ts'
import { legacyAccount, type LegacyAccount } from '#contract/upstream/amo-v2/account.ts'
import {
  legacyContactPage,
  legacyStoredPage,
  type LegacyContact,
  type LegacyStoredContact,
} from '#contract/upstream/amo-v2/contacts.ts'
import { legacyWriteAnswer, type LegacyWriteBody } from '#contract/upstream/amo-v2/writes.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { SourceHttp } from '#proxy/sources/transport/source-http.ts'
import {
  parseAnswer,
  UnreadableAnswerError,
  type ReportUnreadable,
} from '#proxy/sources/transport/parse-answer.ts'
import { queryText } from '#proxy/sources/transport/query-text.ts'

const contacts = '/api/v2/contacts'

const noRows: Rows<never> = { items: [], dropped: [] }

export type ListParams = [key: string, value: string | number][]

const sinceHeader = (since: number | undefined): Record<string, string> =>
  since === undefined ? {} : { 'if-modified-since': new Date(since * 1000).toUTCString() }

/**
 * The calls of amoCRM v2 that the proxy uses, in its own format. Empty responses (204) are handled
 * here.
 */
export function createClient(http: SourceHttp, report?: ReportUnreadable) {
  async function get<T extends z.ZodType>(
    schema: T,
    path: string,
    call: Call,
    headers: Record<string, string> = {},
  ): Promise<z.output<T> | undefined> {
    const body = await http.get(path, call, headers)
    return body === undefined ? undefined : parseAnswer(schema, body, path, { report })
  }

  /** Up to 250 contacts by ID, in the order of the source; missing contacts are omitted. */
  async function contactsById(ids: number[], call: Call): Promise<Rows<LegacyContact>> {
    const query = queryText(ids.map((id) => ['id[]', id]))
    return (await get(legacyContactPage, `${contacts}?${query}`, call)) ?? noRows
  }

  return {
    contactsById,
    /** Undefined if the contact does not exist; rejects if it exists and cannot be read. */
    async getContact(id: number, call: Call): Promise<LegacyContact | undefined> {
      const { items, dropped } = await contactsById([id], call)
      const found = items.find((row) => row.id === id)
      if (!found && dropped.length > 0)
        throw new UnreadableAnswerError('invalid_response', `Contact ${id} could not be read`)
      return found
    },
    /** `since` in Unix seconds: returns contacts changed later. */
    async listContacts(
      params: ListParams,
      since: number | undefined,
      call: Call,
    ): Promise<Rows<LegacyContact>> {
      const path = `${contacts}?${queryText(params)}`
      return (await get(legacyContactPage, path, call, sinceHeader(since))) ?? noRows
    },
    /** The same with the JSON of each row. */
    async listStored(
      params: ListParams,
      since: number | undefined,
      call: Call,
    ): Promise<Rows<LegacyStoredContact>> {
      const path = `${contacts}?${queryText(params)}`
      return (await get(legacyStoredPage, path, call, sinceHeader(since))) ?? noRows
    },
    getAccount: (call: Call): Promise<LegacyAccount | undefined> =>
      get(legacyAccount, '/api/v2/account?with=custom_fields,users', call),
    write: (body: LegacyWriteBody, call: Call) =>
      http
        .write('POST', contacts, body, call)
        .then((answer) =>
          parseAnswer(legacyWriteAnswer, answer, `POST ${contacts}`, { mayHaveHappened: true }),
        ),
  }
}
export type LegacyClient = ReturnType<typeof createClient>
