/** Where the cursor of the list goes after a value was entered in a cell or left. */
export type CellStep = 'stay' | 'next' | 'previous' | 'away'
