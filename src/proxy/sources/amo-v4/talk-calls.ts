import type { Talk, TalkState } from '#contract/api/talks.ts'
import { amoTalk, amoTalkPage, type AmoTalk } from '#contract/upstream/amo-v4/talks.ts'
import type { z } from 'zod'
import { toMomentOrNull } from '#proxy/sources/calendar.ts'
import type { SourceTalks, TalkPage } from '#proxy/sources/source-talks.ts'
import { parseAnswer, type ReportUnreadable } from '#proxy/sources/transport/parse-answer.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import type { SourceHttp } from '#proxy/sources/transport/source-http.ts'
import { chunksOf, pageAmount } from './request.ts'

const path = '/api/v4/talks'
const contactsAtOnce = 200 // filters of about 7 KB: reverse proxies allow request lines of 8 KB
const maxPages = 20 // of some contacts' talks; more mean that the account ignores the filter

const rememberedFor = 60 * 60_000 // milliseconds until it is asked again whether there are talks

/** Whether an account shows its talks, which is found out by asking for them. */
export function createTalkAvailability() {
  let missingSince = -Infinity
  return {
    isAvailable: () => performance.now() - missingSince > rememberedFor,
    note: (isFound: boolean) => void (missingSince = isFound ? -Infinity : performance.now()),
  }
}

type Availability = ReturnType<typeof createTalkAvailability>

/** Talks of chats (reference of activities, 4): every user sees those of the contacts they see. */
export function createTalkCalls(
  http: Pick<SourceHttp, 'get'>,
  availability: Availability,
  report?: ReportUnreadable,
): SourceTalks {
  async function get<T extends z.ZodType>(schema: T, target: string, call: Call) {
    const body = await http.get(target, call)
    return body === undefined ? undefined : parseAnswer(schema, body, target, { report })
  }

  /** Null for an account without talks, or a user without the right to see them. */
  async function list(filter: string, page: number, call: Call): Promise<TalkPage | null> {
    try {
      const answer = await get(
        amoTalkPage,
        `${path}?${filter}limit=${pageAmount}&page=${page}`,
        call,
      )
      availability.note(true)
      return {
        items: (answer?.items ?? []).map(toTalk),
        hasNext: answer?.hasNext ?? false,
      }
    } catch (error) {
      if (!(error instanceof SourceError) || !['forbidden', 'not_found'].includes(error.failure))
        throw error
      availability.note(false)
      return null
    }
  }

  async function talksOfSome(contacts: number[], call: Call): Promise<Talk[] | null> {
    const filter = contacts.map((id) => `filter[contact_id][]=${id}&`).join('')
    const asked = new Set(contacts)
    const found: Talk[] = []
    for (let page = 1; page <= maxPages; page++) {
      const answer = await list(filter, page, call)
      if (answer === null) return null
      found.push(...answer.items)
      if (!answer.hasNext) return found.filter(({ contact }) => asked.has(contact ?? 0))
    }
    throw new SourceError('invalid_response', 'The list of talks ignores the filter by contact')
  }

  return {
    isAvailable: availability.isAvailable,
    listTalks: ({ inWork, page }, call) =>
      list(inWork ? 'filter[only_in_work]=1&' : '', page, call),
    async talksOf(contacts, call) {
      const found: Talk[] = []
      for (const chunk of chunksOf(contacts, contactsAtOnce)) {
        const talks = await talksOfSome(chunk, call)
        if (talks === null) return null
        found.push(...talks)
      }
      return found
    },
    async readTalk(id, call) {
      try {
        const found = await get(amoTalk, `${path}/${id}`, call)
        if (found) return toTalk(found)
      } catch (error) {
        if (error instanceof SourceError && error.failure === 'not_found') return undefined
        throw error
      }
      throw new SourceError('invalid_response', `The talk ${id} is neither shown nor missing`)
    },
  }
}

const states = new Map<string, TalkState>([
  ['in_work', 'inWork'],
  ['closed', 'closed'],
  ['nps_scheduled', 'ratingScheduled'],
  ['nps_in_progress', 'ratingAsked'],
  ['with_error', 'failed'],
])

/** Brand names of channels; a channel of somebody else has its own code, which is shown. */
const channels = new Map([
  ['telegram', 'Telegram'],
  ['viber', 'Viber'],
  ['vk', 'VK'],
  ['facebook', 'Facebook'],
  ['instagram_business', 'Instagram'],
  ['waba', 'WhatsApp Business'],
  ['com.amocrm.amocrmwa', 'WhatsApp Lite'],
  ['amochats.whatsapp', 'WhatsApp'],
])

export function toTalk(amo: AmoTalk): Talk {
  const { status, origin, missed_at: missed, updated_at: updated } = amo
  // Older answers have no status.
  const isInWork = amo.is_in_work ?? (status != null && status !== 'closed')
  return {
    id: amo.talk_id,
    chat: amo.chat_id?.toLowerCase() ?? null,
    contact: amo.contact_id || null,
    channel: origin == null ? null : (channels.get(origin) ?? origin.replaceAll('\0', '')),
    state: status == null ? (isInWork ? 'inWork' : 'closed') : (states.get(status) ?? status),
    isInWork,
    isRead: amo.is_read ?? null,
    missedAt: missed ? toMomentOrNull(missed) : null,
    updatedAt: updated ? toMomentOrNull(updated) : null,
  }
}
