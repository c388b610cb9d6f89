/** What talks in messengers say of a contact; only a local copy that has read all of them knows it. */
export const talkKeys = ['talksInWork', 'channels', 'missedTalk', 'unreadTalk'] as const
export type TalkKey = (typeof talkKeys)[number]

export const isTalkKey = (key: string): key is TalkKey => talkKeys.some((other) => other === key)
