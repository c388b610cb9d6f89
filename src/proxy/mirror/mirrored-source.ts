import type { ContactDetail, ContactPage, ContactQuery } from '#contract/api/contacts.ts'
import { isTalkKey, talkKeys } from '#contract/model/listed-key.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import type { WriteResult } from '#proxy/sources/contact-write.ts'
import type { Source, SourceLinker, SourceMirror, SourceWriter } from '#proxy/sources/source.ts'
import { checkSupported } from '#proxy/sources/supported-query.ts'
import { toSeconds } from '#proxy/sources/calendar.ts'
import { visibleQuery, type Visibility } from '#proxy/sources/visibility.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { isConnectionFailure } from '#proxy/sources/transport/connection.ts'
import { sortedBuiltIns } from './attribute-columns.ts'
import type { MirrorSwitch } from './mirror-switch.ts'

/**
 * A source with a local copy. Its capabilities rise when the copy is complete; every write is
 * reported to the copy. Everything but lists still reads the source.
 */
export function withMirror(source: Source, mirror: MirrorSwitch): Source {
  const { writer, linker } = source
  return {
    ...source,
    get info() {
      const { info } = source
      if (!mirror.isOn()) return info
      const live = { ...info.capabilities, mirror: true }
      if (!mirror.isComplete()) return { ...info, capabilities: live }
      return { ...info, capabilities: raisedCapabilities(live, mirror.knowsTalks()) }
    },
    mirror,
    writer: writer && mirroredWriter(writer, mirror),
    linker: linker && mirroredLinker(linker, mirror),
    reset() {
      source.reset()
      mirror.wake()
    },
    async close() {
      await mirror.close()
      await source.close()
    },
  }
}

/** A page from the copy where it is complete, else from the source. */
export async function listFromSource(
  { info, mirror, reader }: Pick<Source, 'info' | 'mirror' | 'reader'>,
  query: ContactQuery,
  visibility: Visibility,
  call: Call,
): Promise<ContactPage> {
  const listLive = () => reader.listContacts(visibleQuery(query, visibility), call)
  if (!mirror?.isComplete()) return listLive()
  checkSupported(query, info.capabilities)
  try {
    return await mirror.listContacts(query, visibility, call)
  } catch (error) {
    // It was thrown away while it was read.
    if (mirror.isComplete()) throw error
    return listLive()
  }
}

const deadlineMs = 10_000 // milliseconds; a copy is at hand

/**
 * A contact as the source has it now; as the complete copy has it, with the time of that, if the
 * source cannot be reached.
 */
export async function readOrCopy(
  { mirror, reader }: Pick<Source, 'mirror' | 'reader'>,
  id: number,
  visibility: Visibility,
  call: Call,
): Promise<ContactDetail | undefined> {
  if (!mirror?.isComplete()) return reader.getContact(id, call)
  try {
    return await reader.getContact(id, { ...call, deadlineMs })
  } catch (error) {
    if (!isConnectionFailure(error) || !mirror.isComplete()) throw error
    const [contact, asOf] = [await mirror.getContact(id, visibility), mirror.asOf()]
    if (!contact || asOf === null) throw error
    return { ...contact, asOf }
  }
}

/** What a list needs to be shown: as the copy knows it if the source cannot be reached. */
export async function orCopied<Answer>(
  { mirror }: Pick<Source, 'mirror'>,
  live: Promise<Answer>,
  copied: (mirror: SourceMirror) => Answer,
): Promise<Answer> {
  try {
    return await live
  } catch (error) {
    if (!isConnectionFailure(error) || !mirror?.isComplete()) throw error
    return copied(mirror)
  }
}

/** Attributes of talks are there only when all talks were read: until then they are unknown. */
const raisedCapabilities = (can: Capabilities, hasTalks: boolean): Capabilities => ({
  ...can,
  search: true,
  operators: true,
  sorts: sortedBuiltIns.filter((key) => hasTalks || !isTalkKey(key)),
  sortsFields: true,
  maxSorts: 3,
  totals: true,
  knows: {
    ...can.knows,
    ...(hasTalks && { more: [...(can.knows.more ?? []), ...talkKeys] }),
  },
})

function mirroredWriter(writer: SourceWriter, mirror: MirrorSwitch): SourceWriter {
  return {
    ...writer,
    createContacts: (drafts, call) =>
      recorded(mirror, [], () => writer.createContacts(drafts, call)),
    editContacts: (writes, call, seen) =>
      recorded(
        mirror,
        writes.map(({ id }) => id),
        () => writer.editContacts(writes, call, seen),
      ),
  }
}

function mirroredLinker(linker: SourceLinker, mirror: MirrorSwitch): SourceLinker {
  const idsOf = (writes: { contactId: number }[]) => writes.map(({ contactId }) => contactId)
  return {
    ...linker,
    linkContacts: (writes, call, seen) =>
      recorded(mirror, idsOf(writes), () => linker.linkContacts(writes, call, seen)),
    unlinkContacts: (writes, call, seen) =>
      recorded(mirror, idsOf(writes), () => linker.unlinkContacts(writes, call, seen)),
  }
}

/**
 * A write whose contacts are read again by the copy, also if its outcome is unknown; readings from
 * before it are dropped.
 */
async function recorded(
  mirror: MirrorSwitch,
  ids: number[],
  write: () => Promise<WriteResult[]>,
): Promise<WriteResult[]> {
  await mirror.beginWrite(ids)
  let results: WriteResult[] = []
  try {
    results = await write()
    return results
  } finally {
    const answered = results.flatMap((result) => ('id' in result ? [result] : []))
    await mirror.endWrite(
      ids,
      answered.map(({ id, updatedAt }) => ({
        id,
        updatedAt: updatedAt === null ? null : toSeconds(updatedAt),
      })),
    )
  }
}
