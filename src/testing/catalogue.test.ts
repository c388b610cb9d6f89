import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, it } from 'vitest'

const dashboard = join(import.meta.dirname, '../dashboard')

/** Components of `ui/` that the catalogue shows as a part of others. */
const shownByOthers: Record<string, string> = {
  'calendar-button': 'the button of a date',
  'calendar-popover': 'what opens below a field of dates',
  'calendar-month': 'the month of both calendars',
  'date-text-field': 'the text of a date',
  'day-calendar': 'opens from a date',
  'panel-resizer': 'the panel beside the list',
  'range-calendar': 'opens from a range of days',
  'options-search-box': 'is over a list of options',
  'options-list': 'opens from a select',
  'options-panel': 'opens from a select',
  'tooltip-layer': 'opens over what has a tooltip',
}

it('the catalogue shows every part of the interface', () => {
  const parts = globSync('features/catalogue/parts/*.tsx', { cwd: dashboard }).map((path) =>
    readFileSync(join(dashboard, path), 'utf8'),
  )
  const components = globSync('ui/*.tsx', { cwd: dashboard })
    .map((path) => basename(path, '.tsx'))
    .filter((name) => !name.endsWith('.test'))
  const imported = components.filter((name) =>
    parts.some((text) => text.includes(`from '#dashboard/ui/${name}.tsx'`)),
  )
  expect(components.filter((name) => !imported.includes(name)).toSorted()).toEqual(
    Object.keys(shownByOthers).toSorted(),
  )
})
