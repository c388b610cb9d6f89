import type { TalkKey } from '#contract/model/listed-key.ts'
import type { StoredAttribute } from './attribute-columns.ts'

/** Numbers of attributes that are made of talks, among the items and keys of fields. */
export const talkAttributes = {
  talksInWork: -21,
  channels: -22,
  missedTalk: -23,
  unreadTalk: -24,
} as const satisfies Record<TalkKey, number>

const stored = (key: TalkKey, kind: 'number' | 'choice' | 'flag', isMany = false) =>
  ({
    place: 'items',
    kind,
    role: null,
    isMany,
    attribute: talkAttributes[key],
    key: null,
    count: null,
  }) as const

/** They are kept as fields of the account are. */
export const storedTalkAttributes: Record<TalkKey, StoredAttribute> = {
  talksInWork: stored('talksInWork', 'number'),
  channels: stored('channels', 'choice', true),
  missedTalk: stored('missedTalk', 'flag'),
  unreadTalk: stored('unreadTalk', 'flag'),
}
