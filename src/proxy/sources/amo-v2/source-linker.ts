import type { SourceLinker, SourceSnapshot } from '#proxy/sources/source.ts'
import type { LinkWrite } from '#proxy/sources/contact-write.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import type { ItemSender } from './item-sender.ts'
import { eachOnce } from './source-writer.ts'
import { stampOf, toLinkWrite, type Prepared } from './write-translation.ts'

type LinkedReads = Pick<SourceLinker, 'listLeads' | 'listCustomers'>

/** v2 has no methods for links: links are changed by updating the contact. */
export function createLinker(send: ItemSender, reads: LinkedReads): SourceLinker {
  const write = (
    operation: 'link' | 'unlink',
    writes: LinkWrite[],
    call: Call,
    seen: SourceSnapshot[],
  ) => {
    const prepared = eachOnce(
      writes,
      seen,
      ({ contactId }) => contactId,
      ({ links }, snapshot): Prepared => {
        const change = toLinkWrite(links, operation)
        return 'issues' in change
          ? change
          : { write: { ...stampOf(snapshot), ...change.write }, fields: [] }
      },
    )
    return send('update', prepared, call)
  }

  return {
    hasNames: false,
    ...reads,
    listElements: null,
    linkContacts: (writes, call, seen) => write('link', writes, call, seen),
    unlinkContacts: (writes, call, seen) => write('unlink', writes, call, seen),
  }
}
