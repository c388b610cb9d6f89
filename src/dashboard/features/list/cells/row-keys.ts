/** Columns whose editor a key opens in row mode, whatever the layout: keys are learned by position. */
const columns: Record<string, string> = { KeyA: 'responsible', KeyT: 'tags' }

/** The column that a key of a row edits. */
export const rowColumn = (code: string): string | undefined => columns[code]
