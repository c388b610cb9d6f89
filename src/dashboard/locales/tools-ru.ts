/** Words of the parts that are loaded when they are opened: palette, shortcuts, export. */
export const toolsRu = {
  shortcuts: {
    title: 'Сочетания клавиш',
  },
} as const
