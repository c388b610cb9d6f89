import type { ReactElement } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { spokenBy, stopSpeaking } from '#testing/spoken-phrases.ts'
import { Avatar } from './avatar.tsx'
import { Checkbox } from './checkbox.tsx'
import { ChipList } from './chip-list.tsx'
import { Combobox, MultiCombobox } from './combobox.tsx'
import { IconButton } from './icon-button.tsx'
import { InlineEditor } from './inline-editor.tsx'
import { InlineForm } from './inline-form.tsx'
import { NumberInput } from './number-input.tsx'
import { Radio } from './radio.tsx'
import { SearchBox } from './search-box.tsx'
import { SelectBox } from './select.tsx'
import { Switch } from './switch.tsx'
import { Tabs } from './tabs.tsx'
import { Tooltip } from './tooltip.tsx'

afterEach(stopSpeaking)

const ignore = () => {}
const options = ['Comma', 'Semicolon'].map((text) => ({ value: text, text }))

const tabs = (
  <Tabs
    label="Parts"
    tabs={[
      { id: 'find', text: 'Find' },
      { id: 'link', text: 'Link' },
    ]}
    selected="find"
    onSelect={ignore}
  >
    Content
  </Tabs>
)

describe('a screen reader announces', () => {
  it.each<[string, () => ReactElement, string[]]>([
    [
      'a select with its name, value and error',
      () => (
        <>
          <SelectBox
            label="Separator"
            value="Comma"
            options={options}
            aria-invalid
            aria-describedby="why"
            onChange={ignore}
          />
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
    [
      'tabs with the selected one and its content',
      () => tabs,
      [
        'tablist, Parts, orientated horizontally',
        'tab, Find, selected, 1 control, position 1, set size 2',
        'tab, Link, not selected, 1 control, position 2, set size 2',
        'tabpanel, Find',
        'Content',
      ],
    ],
    [
      'a value that can be edited in its place',
      () => (
        <InlineEditor
          label="Position"
          value="Manager"
          emptyText="Empty"
          editLabel="Edit position"
          savingText="Saving…"
          onSave={async () => undefined}
        />
      ),
      ['Manager', 'button, Edit position: Manager'],
    ],
    [
      'a tooltip as the description of its control',
      () => (
        <Tooltip text="Also Ctrl+Enter">
          {(props) => (
            <button type="button" {...props}>
              Save
            </button>
          )}
        </Tooltip>
      ),
      ['button, Save, Also Ctrl+Enter'],
    ],
    [
      'a person without reading the initials',
      () => (
        <span>
          <Avatar name="Ada Lovelace" />
          Ada Lovelace
        </span>
      ),
      ['Ada Lovelace'],
    ],
    [
      'a button that is an icon by its name, once',
      () => <IconButton label="Remove phone" icon={<svg aria-hidden />} onClick={ignore} />,
      ['button, Remove phone'],
    ],
    [
      'one of several options',
      () => <Radio aria-label="Yours" name="whose" checked onChange={ignore} />,
      ['radio, Yours, checked, position 1, set size 1'],
    ],
    [
      'a search',
      () => (
        <SearchBox
          label="Search contacts"
          placeholder="Name or phone"
          clearLabel="Clear the search"
          value="ada"
          maxLength={50}
          onSearch={ignore}
        />
      ),
      ['search', 'searchbox, Search contacts, ada', 'button, Clear the search'],
    ],
    [
      'the editor of a value with what saves it',
      () => (
        <InlineForm
          label="Position"
          saveLabel="Save"
          cancelLabel="Cancel"
          hint="Ctrl+Enter saves"
          onSave={ignore}
          onCancel={ignore}
        >
          <input aria-label="Position" defaultValue="Manager" />
        </InlineForm>
      ),
      [
        'form, Position',
        'textbox, Position, Manager',
        'button, Save',
        'button, Cancel',
        'Ctrl+Enter saves',
      ],
    ],
    [
      'chips by their names',
      () => <ChipList names={['vip', 'press']} more={(names) => `and ${names.join(', ')}`} />,
      ['vip', 'press'],
    ],
  ])('%s', async (_what, control, phrases) => {
    expect(await spokenBy(control())).toEqual(phrases)
  })
})
