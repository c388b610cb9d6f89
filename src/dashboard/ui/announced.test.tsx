import { virtual } from '@guidepup/virtual-screen-reader'
import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { renderControl } from '#testing/render-control.tsx'
import { DateInput } from './date-input.tsx'
import { DateRangeInput } from './date-range-input.tsx'
import { InlineEditor } from './inline-editor.tsx'
import { Tabs } from './tabs.tsx'
import { Toasts } from './toast.tsx'
import { Tooltip } from './tooltip.tsx'

afterEach(() => virtual.stop())

const ignore = () => {}

/** What a screen reader announces from the start of the page to its end. */
async function announcedPhrases(): Promise<string[]> {
  await virtual.start({ container: document.body })
  while ((await virtual.lastSpokenPhrase()) !== 'end of document') await virtual.next()
  return (await virtual.spokenPhraseLog()).filter((phrase) => !/^(end of|document$)/.test(phrase))
}

const date = {
  id: 'date',
  label: 'Signed',
  entry: 'day',
  onChange: ignore,
  timeZone: null,
} as const

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
      'a date with its help and its calendar',
      () => (
        <>
          <label htmlFor="date">Signed</label>
          <DateInput {...date} value="2026-11-26" describedBy="help" />
          <span id="help">the day of the contract</span>
        </>
      ),
      [
        'Signed',
        'textbox, Signed, Nov 26, 2026, the day of the contract',
        'button, Open calendar: Signed, not expanded, has popup dialog',
        'the day of the contract',
      ],
    ],
    [
      'the problem of a date',
      () => (
        <>
          <label htmlFor="date">Signed</label>
          <DateInput {...date} value="31.02.2026" />
        </>
      ),
      [
        'Signed',
        'textbox, Signed, 31.02.2026, Not a valid date. Example: Nov 20, 2026., invalid',
        'button, Open calendar: Signed, not expanded, has popup dialog',
        'alert',
        'Not a valid date. Example: Nov 20, 2026.',
      ],
    ],
    [
      'both ends of a range',
      () => (
        <DateRangeInput
          id="range"
          label="Created"
          value={{ from: '2026-11-01', to: '' }}
          onChange={ignore}
          timeZone={null}
        />
      ),
      [
        'group, Created',
        'From',
        'textbox, From, Nov 1, 2026',
        'To',
        'textbox, To, placeholder mmm d, yyyy',
        'button, Open calendar: Created, not expanded, has popup dialog',
      ],
    ],
    [
      'a toast with its action',
      () => (
        <Toasts
          toasts={[{ id: 'a', text: 'Saved', action: { text: 'Undo', run: ignore } }]}
          label="Notifications"
          closeLabel="Close"
          onClose={ignore}
        />
      ),
      ['region, Notifications', 'status', 'Saved', 'button, Undo', 'button, Close'],
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
      ['button, Edit position: Manager', 'Manager'],
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
  ])('%s', async (_what, control, phrases) => {
    await renderControl(control())
    await waitFor(() => expect(document.querySelector('button')).not.toBeNull())
    expect(await announcedPhrases()).toEqual(phrases)
  })
})

describe('tabs', () => {
  it('are one tab stop, selected by arrow keys, Home and End', async () => {
    const selected: string[] = []
    await renderControl(
      <Tabs
        label="Parts"
        tabs={['a', 'b', 'c'].map((id) => ({ id, text: id }))}
        selected="a"
        onSelect={(id) => selected.push(id)}
      >
        Content
      </Tabs>,
    )
    const user = userEvent.setup()
    await user.tab()
    await user.keyboard('{ArrowRight}{End}{ArrowRight}{ArrowLeft}{Home}')
    expect(selected).toEqual(['b', 'c', 'a', 'c', 'a'])
    await user.tab()
    expect(document.activeElement).toBe(document.body)
  })
})

describe('a tooltip', () => {
  it('appears on hover and on focus, and hides on Escape without closing what it is in', async () => {
    const user = userEvent.setup()
    const { container } = await renderControl(
      <Tooltip text="Also Ctrl+Enter">
        {(props) => (
          <button type="button" {...props}>
            Save
          </button>
        )}
      </Tooltip>,
    )
    const pressed: string[] = []
    container.addEventListener('keydown', ({ key }) => pressed.push(key))
    const button = screen.getByRole('button', { description: 'Also Ctrl+Enter' })
    expect(screen.queryByRole('tooltip')).toBeNull()
    await user.hover(button)
    expect(screen.getByRole('tooltip').textContent).toBe('Also Ctrl+Enter')
    await user.unhover(button)
    expect(screen.queryByRole('tooltip')).toBeNull()
    await user.tab()
    expect(screen.getByRole('tooltip')).toBeDefined()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('tooltip')).toBeNull()
    expect(document.activeElement).toBe(button)
    expect(pressed).toEqual([])
    await user.keyboard('{Escape}')
    expect(pressed).toEqual(['Escape'])
  })
})
