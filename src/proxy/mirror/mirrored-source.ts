import type { ContactDetail, ContactPage, ContactQuery } from '#contract/api/contacts.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import { attributesOf, type BuiltInKey } from '#contract/model/attribute.ts'
import { copiedKeys, listedKey } from '#contract/model/listed-key.ts'
import { isTalkKey } from '#contract/model/talk-key.ts'
import type { WriteResult } from '#proxy/sources/contact-write.ts'
import type {
  Source,
  SourceChats,
  SourceLinker,
  SourceMirror,
  SourceWriter,
} from '#proxy/sources/source.ts'
import { checkSupported } from '#proxy/sources/supported-query.ts'
import { toSeconds } from '#proxy/sources/calendar.ts'
import { visibleQuery, type Visibility } from '#proxy/sources/visibility.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { isConnectionFailure } from '#proxy/sources/transport/connection.ts'
import { sortedBuiltIns } from './attribute-columns.ts'
import type { MirrorSwitch } from './mirror-switch.ts'

type SourceInfo = Source['info']
type Infos = Record<'off' | 'live' | 'raised', SourceInfo>

/**
 * A source with a local copy. Its capabilities rise when the copy is complete; every write is
 * reported to the copy. Everything but lists still reads the source.
 */
export function withMirror(source: Source, mirror: MirrorSwitch): Source {
  const { writer, linker, chats, feed } = source
  const { partlyKnown = [], countChats } = feed ?? {}

  let made: { inner: SourceInfo; hasTalks: boolean; infos: Infos } | undefined
  /** What the source tells, and whether all talks were read, changes seldom. */
  function infos(): Infos {
    const { info: inner } = source
    const hasTalks = mirror.knowsTalks()
    if (made?.inner === inner && made.hasTalks === hasTalks) return made.infos
    const off = { ...inner, capabilities: { ...inner.capabilities, copyable: mirror.isPossible() } }
    const live = { ...off, capabilities: { ...off.capabilities, mirror: true } }
    const copied = copiedKeys.filter((key) =>
      isTalkKey(key) ? hasTalks : countChats !== undefined,
    )
    const capabilities = raisedCapabilities(live.capabilities, partlyKnown, copied)
    made = { inner, hasTalks, infos: { off, live, raised: { ...inner, capabilities } } }
    return made.infos
  }

  return {
    ...source,
    get info() {
      const { off, live, raised } = infos()
      if (!mirror.isOn()) return off
      return mirror.isComplete() ? raised : live
    },
    mirror,
    writer: writer && mirroredWriter(writer, mirror),
    linker: linker && mirroredLinker(linker, mirror),
    chats: chats && mirroredChats(chats, mirror),
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

function raisedCapabilities(
  can: Capabilities,
  partly: readonly BuiltInKey[],
  copied: readonly BuiltInKey[],
): Capabilities {
  const { more = [] } = can.knows
  const listed = listedKey.options.filter((key) =>
    [more, partly, copied].some((keys: readonly BuiltInKey[]) => keys.includes(key)),
  )
  const knows = {
    ...can.knows,
    ...(listed.length > 0 && { more: [...listed, ...partly.filter((key) => !isListed(key))] }),
    ...(partly.length > 0 && { partly: [...partly] }),
  }
  return withOperators({ ...can, knows })
}

const isListed = (key: BuiltInKey): boolean => listedKey.options.some((one) => one === key)

const withOperators = (can: Capabilities): Capabilities => ({
  ...can,
  search: true,
  operators: true,
  sorts: sortsOf(can),
  sortsFields: true,
  maxSorts: 3,
  totals: true,
  // Those of contacts, by the names that the copy has.
  companies: can.companies ?? (can.knows.company ? { create: false, details: false } : null),
  defaultSort: can.defaultSort ?? (can.knows.updatedAt ? '-updatedAt' : '-id'),
})

/** Attributes of which the source tells nothing have no order. */
function sortsOf({ knows, sections, writes }: Capabilities): BuiltInKey[] {
  const known = new Set(attributesOf({ knows, sections, writes }, []).map(({ key }) => key))
  return sortedBuiltIns.filter((key) => known.has(key))
}

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

const maxRemembered = 10_000

/** Chats are moved from contacts as well, which are those of the reading before. */
function mirroredChats(chats: SourceChats, mirror: MirrorSwitch): SourceChats {
  const owners = new Map<string, number>()
  return {
    ...chats,
    async readChats(ids, call) {
      const linked = await chats.readChats(ids, call)
      if (owners.size > maxRemembered) owners.clear()
      for (const [id, link] of linked) if (link !== 'unreadable') owners.set(id, link.contact)
      return linked
    },
    async linkChats(items, call) {
      try {
        return await chats.linkChats(items, call)
      } finally {
        const ids = items.flatMap(({ chat, contact }) => [owners.get(chat) ?? contact, contact])
        await mirror.movedChats([...new Set(ids)])
      }
    },
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
