import { virtual } from '@guidepup/virtual-screen-reader'
import { screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { Checkbox } from './checkbox.tsx'
import { Combobox, MultiCombobox } from './combobox.tsx'
import { NumberInput } from './number-input.tsx'
import { SelectBox } from './select.tsx'
import { Switch } from './switch.tsx'

afterEach(() => virtual.stop())

const options = ['Comma', 'Semicolon'].map((text) => ({ value: text, text }))
const ignore = () => {}

/** What a screen reader announces from the start of the page to its end. */
async function spokenPhrases(): Promise<string[]> {
  await virtual.start({ container: document.body })
  while ((await virtual.lastSpokenPhrase()) !== 'end of document') await virtual.next()
  const phrases = await virtual.spokenPhraseLog()
  return phrases.filter((phrase) => !/^(end of|document$)/.test(phrase))
}

const select = (
  <SelectBox
    label="Separator"
    value="Comma"
    options={options}
    aria-invalid
    aria-describedby="why"
    onChange={ignore}
  />
)

describe('a screen reader announces', () => {
  it.each<[string, () => ReactElement, string[]]>([
    [
      'a select with its name, value and error',
      () => (
        <>
          {select}
          <p id="why">Select another one</p>
        </>
      ),
      [
        'combobox, Separator, Select another one, has popup listbox, not expanded, invalid',
        'Comma',
        'paragraph',
        'Select another one',
      ],
    ],
    [
      'a select that cannot be used',
      () => (
        <SelectBox
          label="Bot"
          value=""
          placeholder="None"
          options={[]}
          disabled
          onChange={ignore}
        />
      ),
      ['combobox, Bot, has popup listbox, not expanded, disabled', 'None'],
    ],
    [
      'a checkbox',
      () => <Checkbox aria-label="With header" checked={false} onChange={ignore} />,
      ['checkbox, With header, not checked'],
    ],
    [
      'a switch',
      () => <Switch aria-label="Shortcuts" checked onChange={ignore} />,
      ['switch, Shortcuts, checked'],
    ],
    [
      'a count with its limits',
      () => (
        <NumberInput
          aria-label="Rows"
          className=""
          text="5"
          limits={{ min: 1, max: 10 }}
          onText={ignore}
        />
      ),
      ['spinbutton, Rows, max value 10, min value 1, 5'],
    ],
    [
      'a number as it is typed',
      () => <NumberInput aria-label="Budget" className="" text="12,50" onText={ignore} />,
      ['textbox, Budget, 12,50'],
    ],
    [
      'one option with a button to clear it',
      () => (
        <Combobox
          label="Company"
          placeholder="None"
          options={options}
          selected={options[0]!}
          onChange={ignore}
        />
      ),
      ['combobox, Company, has popup dialog, not expanded', 'Comma', 'button, Clear: Company'],
    ],
    [
      'several options as a list, and how many they are',
      () => (
        <MultiCombobox
          label="Tags"
          placeholder="None"
          options={options}
          selected={options}
          onChange={ignore}
        />
      ),
      [
        'list, Tags',
        'listitem, level 1, position 1, set size 2',
        'Comma',
        'button, Remove: Comma',
        'listitem, level 1, position 2, set size 2',
        'Semicolon',
        'button, Remove: Semicolon',
        'combobox, Tags, has popup dialog, not expanded',
        '2 selected',
        'button, Clear: Tags',
      ],
    ],
  ])('%s', async (_what, control, phrases) => {
    await renderControl(control())
    expect(await spokenPhrases()).toEqual(phrases)
  })

  it('the open list of a select with the active option', async () => {
    const { user } = await renderControl(select)
    await user.click(screen.getByRole('combobox'))
    await screen.findByRole('listbox')
    await user.keyboard('{ArrowDown}')
    expect((await spokenPhrases()).slice(2)).toEqual([
      'listbox, Separator, orientated vertically, active descendant Semicolon',
      'option, Comma, selected, position 1, set size 2',
      'option, Semicolon, not selected, position 2, set size 2',
    ])
  })

  it('the search of several options, their groups and counts', async () => {
    const grouped = options.map((option) => ({ ...option, group: 'Used', detail: '12' }))
    const { user } = await renderControl(
      <MultiCombobox
        label="Tags"
        placeholder="None"
        options={grouped}
        selected={[]}
        onChange={ignore}
      />,
    )
    await user.click(screen.getByRole('combobox'))
    await screen.findByRole('listbox')
    const phrases = await spokenPhrases()
    expect(phrases).toContain(
      'combobox, Search, has popup listbox, expanded, active descendant Comma, 12, autocomplete in list, 1 control',
    )
    expect(phrases).toContain(
      'listbox, Tags, orientated vertically, active descendant Comma, 12, multi-selectable',
    )
    expect(phrases).toContain('group, Used')
    expect(phrases).toContain('option, Semicolon, 12, not selected, position 2, set size 2')
  })
})
