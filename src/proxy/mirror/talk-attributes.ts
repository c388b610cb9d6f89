import type { TalkValues } from '#contract/api/talks.ts'
import type { Contact } from '#contract/api/contacts.ts'
import type { Value } from '#contract/model/value.ts'
import type { TalkKey } from '#contract/model/talk-key.ts'
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

/** The value of an attribute, as rows have it. */
export function talkValueOf(values: TalkValues, key: TalkKey): Value {
  switch (key) {
    case 'talksInWork':
      return { kind: 'number', value: String(values.talksInWork) }
    case 'channels':
      return {
        kind: 'choice',
        options: values.channels.map((label) => ({ id: null, code: null, label })),
      }
    case 'missedTalk':
    case 'unreadTalk':
      return { kind: 'flag', value: values[key] }
  }
}

/** What a row says of a contact; nothing of one that has had no talk. */
export const talkRowOf = (
  values: TalkValues | undefined,
  keys: readonly TalkKey[],
): NonNullable<Contact['talks']> =>
  values ? keys.map((key) => ({ key, value: talkValueOf(values, key) })) : []
