import { fireEvent, screen, waitFor } from '@testing-library/react'
import { useState, type ReactElement } from 'react'
import { expect, it, vi } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { Combobox } from './combobox.tsx'
import { DateInput } from './date-input.tsx'
import { DateRangeInput } from './date-range-input.tsx'
import { Dialog } from './dialog.tsx'
import { Drawer } from './drawer.tsx'
import { InlineEditor } from './inline-editor.tsx'
import { Menu } from './menu.tsx'
import { Modal } from './modal.tsx'
import { Popover } from './popover.tsx'
import { SelectBox } from './select.tsx'
import { TooltipLayer } from './tooltip-layer.tsx'
import { Tooltip } from './tooltip.tsx'

const ignore = () => {}
const options = ['Comma', 'Semicolon'].map((text) => ({ value: text, text }))

type Opened = (isOpen: boolean, setIsOpen: (isOpen: boolean) => void) => ReactElement

function Opener({ opened }: { opened: Opened }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <button type="button" aria-label="Open" onClick={() => setIsOpen(true)} />
      {opened(isOpen, setIsOpen)}
    </>
  )
}

const menu: Opened = (isOpen, setIsOpen) => (
  <>
    {isOpen && (
      <Menu
        label="Inner"
        items={[{ key: 'a', text: 'A' }]}
        position={{ left: 0, top: 0 }}
        onClose={() => setIsOpen(false)}
      />
    )}
  </>
)

const question: Opened = (isOpen, setIsOpen) => (
  <>
    {isOpen && (
      <Dialog title="Inner" text="Sure?" onCancel={() => setIsOpen(false)}>
        <button type="button">Yes</button>
      </Dialog>
    )}
  </>
)

const panel: Opened = (isOpen, setIsOpen) => (
  <Popover label="Inner" isOpen={isOpen} onClose={() => setIsOpen(false)} trigger={null}>
    <button type="button">Inside</button>
  </Popover>
)

it.each<[string, ReactElement, string | RegExp, string]>([
  ['a popover', <Opener key="" opened={panel} />, 'Open', '[role=dialog]'],
  ['a menu', <Opener key="" opened={menu} />, 'Open', '[role=menu]'],
  ['a question', <Opener key="" opened={question} />, 'Open', '[role=alertdialog]'],
  [
    'a list of options',
    <SelectBox key="" label="Open" value="Comma" options={options} onChange={ignore} />,
    'Open',
    '[role=listbox]',
  ],
  [
    'a list with a search',
    <Combobox
      key=""
      label="Open"
      placeholder="None"
      options={options}
      selected={null}
      onChange={ignore}
    />,
    'Open',
    '[role=listbox]',
  ],
  [
    'a calendar',
    <DateInput
      key=""
      id="day"
      label="Signed"
      entry="day"
      value=""
      onChange={ignore}
      timeZone={null}
    />,
    /^Open calendar/,
    '[role=grid]',
  ],
  [
    'a calendar of a range',
    <DateRangeInput
      key=""
      id="range"
      label="Signed"
      value={{ from: '', to: '' }}
      onChange={ignore}
      timeZone={null}
    />,
    /^Open calendar/,
    '[role=grid]',
  ],
  [
    'a value edited in its place',
    <InlineEditor
      key=""
      label="Position"
      value="Manager"
      emptyText="Empty"
      editLabel="Edit"
      savingText="Saving…"
      onSave={async () => undefined}
    />,
    /^Edit/,
    'input',
  ],
  [
    'a tooltip',
    <Tooltip key="" text="Also Ctrl+Enter">
      {(props) => (
        <button type="button" {...props}>
          Save
        </button>
      )}
    </Tooltip>,
    'Save',
    '[role=tooltip]',
  ],
])('Escape in %s inside a dialog leaves the dialog open', async (_what, control, name, inner) => {
  for (const Frame of [Modal, Drawer]) {
    const onClose = vi.fn<() => void>()
    const { user, unmount } = await renderControl(
      <Frame title="Outer" closeLabel="Close" onClose={onClose}>
        {control}
        <TooltipLayer />
      </Frame>,
    )
    const opener = await findOpener(name)
    await user.click(opener)
    await user.unhover(opener)
    await user.hover(opener) // a press hides the tooltip
    await waitFor(() => expect(document.querySelector(inner)).not.toBeNull())
    screen.queryByRole('button', { name: 'Yes' })?.focus() // jsdom has no modal dialogs
    // False: prevented. Otherwise the browser closes the dialog itself.
    expect(fireEvent.keyDown(document.activeElement!, { key: 'Escape' })).toBe(false)
    await waitFor(() => expect(document.querySelector(inner)).toBeNull())
    expect(onClose).not.toHaveBeenCalled()
    await user.keyboard('{Escape}')
    expect(onClose).toHaveBeenCalledOnce()
    unmount()
  }
})

const findOpener = (name: string | RegExp) =>
  waitFor(() => screen.queryByRole('combobox', { name }) ?? screen.getByRole('button', { name }))
