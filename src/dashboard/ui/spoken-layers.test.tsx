import { screen } from '@testing-library/react'
import type { ReactElement } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { spokenPhrases, stopSpeaking } from '#testing/spoken-phrases.ts'
import { MultiCombobox } from './combobox.tsx'
import { Dialog } from './dialog.tsx'
import { Drawer } from './drawer.tsx'
import { Menu } from './menu.tsx'
import { Modal } from './modal.tsx'
import { Popover } from './popover.tsx'
import { SelectBox } from './select.tsx'
import { SidePanel } from './side-panel.tsx'

afterEach(stopSpeaking)

const options = ['Comma', 'Semicolon'].map((text) => ({ value: text, text }))
const ignore = () => {}

const select = <SelectBox label="Separator" value="Comma" options={options} onChange={ignore} />

describe('a screen reader announces', () => {
  it.each<[string, () => ReactElement, string[]]>([
    [
      'a menu and its items',
      () => (
        <Menu
          label="More"
          items={[
            { key: 'copy', text: 'Copy' },
            { key: 'open', text: 'Open', href: '/' },
          ]}
          position={{ left: 0, top: 0 }}
          onClose={ignore}
        />
      ),
      [
        'menu, More, orientated vertically',
        'menuitem, Copy, position 1, set size 2',
        'Copy',
        'menuitem, Open, position 2, set size 2',
        'Open',
      ],
    ],
    [
      'a popover and what opens it',
      () => (
        <Popover
          label="Columns"
          isOpen
          onClose={ignore}
          trigger={
            <button type="button" aria-haspopup="dialog" aria-expanded>
              Columns
            </button>
          }
        >
          Content
        </Popover>
      ),
      [
        'button, Columns, expanded, has popup dialog',
        'dialog, Columns',
        'dialog, Columns',
        'Content',
      ],
    ],
    [
      'a question with its text',
      () => (
        <Dialog title="Delete?" text="It cannot be undone." onCancel={ignore}>
          <button type="button">Delete</button>
        </Dialog>
      ),
      [
        'alertdialog, Delete?, It cannot be undone.',
        'alertdialog, Delete?, It cannot be undone.',
        'heading, Delete?, level 2',
        'paragraph',
        'It cannot be undone.',
        'button, Delete',
      ],
    ],
    [
      'a dialog',
      () => (
        <Modal title="Export" closeLabel="Close" onClose={ignore}>
          Content
        </Modal>
      ),
      [
        'dialog, Export, modal',
        'dialog, Export, modal',
        'heading, Export, level 2',
        'button, Close',
        'Content',
      ],
    ],
    [
      'a panel beside the page, which is no dialog',
      () => (
        <SidePanel
          label="Contact panel"
          bar={<button type="button">Close</button>}
          onClose={ignore}
        >
          Content
        </SidePanel>
      ),
      ['complementary, Contact panel', 'button, Close', 'Content'],
    ],
    [
      'a drawer',
      () => (
        <Drawer title="Filters" closeLabel="Close" onClose={ignore}>
          Content
        </Drawer>
      ),
      [
        'dialog, Filters, modal',
        'dialog, Filters, modal',
        'heading, Filters, level 2',
        'button, Close',
        'Content',
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
