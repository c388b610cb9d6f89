let id: number | undefined

/** Which contact the reader left the list for, so that the way back ends at its row. */
export const lastOpened = {
  id: () => id,
  remember: (opened: number) => {
    id = opened
  },
}
