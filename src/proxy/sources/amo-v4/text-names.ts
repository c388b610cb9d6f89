import { amoTextNames, type TextNames } from '#proxy/sources/amo-text-names.ts'

/** Attributes of one text with their names in v4: what is written, read and rejected by these. */
export const textNames = [...amoTextNames] as const satisfies TextNames<string>
