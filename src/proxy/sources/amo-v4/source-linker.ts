import type { Link } from '#contract/api/writes.ts'
import type { Issue } from '#contract/model/issue.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import type { LinkTarget } from '#contract/model/value.ts'
import type { LinkWrite, WriteResult } from '#proxy/sources/contact-write.ts'
import type { SourceLinker } from '#proxy/sources/source.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { AmoV4Client } from './client.ts'
import { rejectionsOf, type Place } from './rejections.ts'
import { maxBatch } from './source-writer.ts'
import { toAmoLink } from './write-translation.ts'

type LinkedReads = Pick<SourceLinker, 'listLeads' | 'listCustomers' | 'listElements'>

export function createLinker(client: AmoV4Client, reads: LinkedReads): SourceLinker {
  /** Adds all links or none; a contact is rejected if any of its links is. */
  async function write(
    operation: 'link' | 'unlink',
    writes: LinkWrite[],
    call: Call,
  ): Promise<WriteResult[]> {
    const items = writes.flatMap(({ contactId, links }, position) =>
      links.map((link) => ({ position, contactId, link })),
    )
    if (items.length > maxBatch) throw new UnsupportedError('links', `at most ${maxBatch}`)
    try {
      const body = items.map(({ contactId, link }) => ({
        entity_id: contactId,
        ...toAmoLink(link),
      }))
      if (body.length > 0) await client.linkMany(operation, body, call)
      return writes.map(({ contactId }) => ({ status: 'changed', id: contactId, updatedAt: null }))
    } catch (error) {
      const results = rejectionsOf(
        error,
        items.map(({ link }) => locateLink(link)),
      )
      return writes.map((_, position): WriteResult => {
        const own = results.filter((_result, index) => items[index]?.position === position)
        const issues = own.flatMap((result) =>
          result.status === 'rejected' ? result.issues.map(ofLinked) : [],
        )
        return issues.length > 0 ? { status: 'rejected', issues } : { status: 'skipped' }
      })
    }
  }

  return {
    hasNames: true,
    ...reads,
    linkContacts: (writes, call) => write('link', writes, call),
    unlinkContacts: (writes, call) => write('unlink', writes, call),
  }
}

/** The attributes that hold links to each kind of entity. */
export const linkAttributes: Record<LinkTarget, AttributeKey> = {
  leads: 'leads',
  customers: 'customers',
  companies: 'company',
  catalogElements: 'catalogElements',
}

/** Only what is not there of the contact itself means that the contact is not there. */
const ofLinked = (issue: Issue): Issue =>
  issue.code === 'not_found' && issue.attribute !== null
    ? { ...issue, code: 'no_such_entity' }
    : issue

const parts = new Map(
  Object.entries({
    'metadata.catalog_id': 'catalog',
    'metadata.quantity': 'quantity',
  }),
)

/** `entity_id` is the contact. */
const locateLink =
  ({ target }: Link) =>
  (path: string): Place => {
    const part = parts.get(path)
    return {
      attribute: path === 'entity_id' ? null : linkAttributes[target],
      ...(part !== undefined && { part }),
    }
  }
