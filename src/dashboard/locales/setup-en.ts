import type { Translation } from './messages.ts'
import type { setupRu } from './setup-ru.ts'

export const setupEn = {
  filters: {
    removeFilter: 'Remove',
    apply: 'Apply',
    back: 'All filters',
    find: 'Find',
    none: 'Nothing found',
    idsHint: 'IDs with commas or spaces between, up to 250',
    nameHint: 'The whole name',
    valueHint: 'The whole value',
    yesHint: 'Only contacts where it is ticked.',
    min: 'At least',
    max: 'At most',
    fromDay: 'From',
    toDay: 'To',
  },
  columns: {
    shown: 'Shown',
    hidden: 'Hidden',
    find: 'Find a column',
    widthOf: 'Width of “{{name}}” in pixels',
    auto: 'auto',
    pin: 'Pin “{{name}}”',
    up: 'Move “{{name}}” forward',
    down: 'Move “{{name}}” back',
    movedTo: '“{{name}}”: place {{place, number}}',
    density: 'Rows',
    densities: { compact: 'Compact', regular: 'Regular', comfortable: 'Comfortable' },
    reset: 'Reset columns',
  },
  views: {
    none: 'Name what the list shows: filters, order and columns. Views stay in this browser.',
    name: 'Name of the view',
    save: 'Save',
    saved: 'View “{{name}}” saved',
    delete: 'Forget the view “{{name}}”',
    deleted: 'View “{{name}}” forgotten',
    copyLink: 'Copy a link to this list',
    copied: 'Link copied',
  },
} as const satisfies Translation<typeof setupRu>
