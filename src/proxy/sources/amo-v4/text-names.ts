import { amoTextNames, type TextNames } from '#proxy/sources/amo-text-names.ts'

/** Built-in text attributes with their names in v4, used for reading, writing and rejections. */
export const textNames = [...amoTextNames] as const satisfies TextNames<string>
