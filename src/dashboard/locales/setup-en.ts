import type { Translation } from './messages.ts'
import type { setupRu } from './setup-ru.ts'

export const setupEn = {
  filters: {
    removeFilter: 'Remove',
    apply: 'Apply',
    back: 'All filters',
    find: 'Find',
    none: 'Nothing found',
    idsHint: 'IDs separated by commas or spaces, up to 250',
    nameHint: 'Exact name',
    valueHint: 'Exact value',
    yesHint: 'Only contacts where this is checked.',
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
    up: 'Move “{{name}}” earlier',
    down: 'Move “{{name}}” later',
    movedTo: '“{{name}}”: position {{position, number}}',
    density: 'Row height',
    densities: { compact: 'Compact', regular: 'Regular', comfortable: 'Comfortable' },
    reset: 'Reset columns',
  },
  views: {
    none: 'Save the filters, order and columns of the list under a name. Views are stored in this browser.',
    name: 'View name',
    save: 'Save',
    saved: 'View “{{name}}” saved',
    delete: 'Delete view “{{name}}”',
    deleted: 'View “{{name}}” deleted',
    copyLink: 'Copy a link to this list',
    copied: 'Link copied',
  },
} as const satisfies Translation<typeof setupRu>
