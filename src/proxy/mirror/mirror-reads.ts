import type { ContactDetail, ContactQuery } from '#contract/api/contacts.ts'
import type { ContactIds } from '#contract/api/where.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { SourceFeed } from '#proxy/sources/source-feed.ts'
import type { Visibility } from '#proxy/sources/visibility.ts'
import type { MirrorCopy } from './mirror-copy.ts'
import { asOfCopy, isoOf } from './mirror-status.ts'

type Options = {
  feed: SourceFeed
  /** The complete copy; throws if there is none. */
  required: () => MirrorCopy
  awaitWrites: () => Promise<void>
}

/** Reads of a complete copy that verify nothing afterwards. */
export const createMirrorReads = ({ feed, required, awaitWrites }: Options) => ({
  /** All that match, in the order of the query, by one statement. */
  async listIds(query: ContactQuery, visibility: Visibility): Promise<ContactIds> {
    await awaitWrites()
    const made = required()
    const ids = await made.query.ids(query, visibility, made.context())
    return { ids, asOf: isoOf(asOfCopy(made.state)) ?? '' }
  },
  /** A contact as the copy has it; undefined if it is not in it. */
  async getContact(id: number, visibility: Visibility): Promise<ContactDetail | undefined> {
    const made = required()
    const [body] = await made.query.bodies([id], visibility)
    if (body === undefined) return undefined
    const [contact] = feed.toDetails([body], made.store.names, made.context())
    if (!contact) return undefined
    const countOf = (links: unknown[] | undefined) => links?.length ?? 0
    return {
      ...contact,
      counts: {
        leads: countOf(contact.leads),
        customers: countOf(contact.customers),
        catalogElements: countOf(contact.catalogElements),
      },
    }
  },
  /** The account's fields, as the rows of the copy have them. */
  fields: (): FieldDefinition[] => required().context().definitions,
  asOf: (): string | null => isoOf(asOfCopy(required().state)),
})
