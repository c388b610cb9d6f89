import type { ContactDetail } from '#contract/api/contacts.ts'
import type { Talk } from '#contract/api/talks.ts'
import type { SourceFeed } from '#proxy/sources/source-feed.ts'

const call = { priority: 'person' } as const

/** All of the source. */
export async function readTalks({ talks }: SourceFeed): Promise<Talk[]> {
  const found: Talk[] = []
  for (let page = 1; talks; page++) {
    const answer = await talks.listTalks({ inWork: false, page }, call)
    found.push(...(answer?.items ?? []))
    if (!answer?.hasNext) break
  }
  return found
}

/** What contacts have of their talks, made without a look at the copy's code. */
export function talkRows(talks: Talk[]): Map<number | null, NonNullable<ContactDetail['talks']>> {
  const flag = (value: boolean) => ({ kind: 'flag', value }) as const
  return new Map(
    [...Map.groupBy(talks, ({ contact }) => contact)].map(([contact, own]) => {
      const open = own.filter(({ isInWork }) => isInWork)
      const channels = new Set(own.flatMap(({ channel }) => channel ?? []))
      const options = [...channels].toSorted().map((label) => ({ id: null, code: null, label }))
      return [
        contact,
        [
          { key: 'talksInWork', value: { kind: 'number', value: String(open.length) } },
          { key: 'channels', value: { kind: 'choice', options } },
          { key: 'missedTalk', value: flag(open.some(({ missedAt }) => missedAt !== null)) },
          { key: 'unreadTalk', value: flag(open.some(({ isRead }) => isRead === false)) },
        ],
      ]
    }),
  )
}
