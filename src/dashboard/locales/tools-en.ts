import type { Said } from './messages.ts'
import type { toolsRu } from './tools-ru.ts'

export const toolsEn = {
  shortcuts: {
    title: 'Keyboard shortcuts',
  },
} as const satisfies Said<typeof toolsRu>
