import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Popover } from './popover.tsx'
import { SidePanel } from './side-panel.tsx'
import { Toasts } from './toast.tsx'

/** A window of a width in pixels; jsdom knows no media queries. */
function setWidth(width: number) {
  const before = Object.getOwnPropertyDescriptor(window, 'matchMedia')
  Object.defineProperty(window, 'matchMedia', {
    configurable: true,
    value: (query: string) =>
      Object.assign(new EventTarget(), {
        matches: width < 16 * Number(/width < (\d+)rem/.exec(query)?.[1] ?? 0),
      }),
  })
  onTestFinished(() => {
    if (before) Object.defineProperty(window, 'matchMedia', before)
    else Reflect.deleteProperty(window, 'matchMedia')
  })
}

const toast = { id: 'saved', text: 'Saved', action: { text: 'Undo', run: () => {} } }

function Page() {
  const [isOpen, setIsOpen] = useState(true)
  return (
    <div>
      <header>
        <button type="button">Search</button>
      </header>
      <main>
        <Toasts toasts={[toast]} label="Notices" closeLabel="Dismiss" onClose={() => {}} />
        <section aria-label="List">
          <button type="button">Row</button>
          {isOpen && (
            <SidePanel
              label="Contact"
              bar={
                <button type="button" onClick={() => setIsOpen(false)}>
                  Close
                </button>
              }
              onClose={() => setIsOpen(false)}
            >
              <button type="button">Edit</button>
            </SidePanel>
          )}
        </section>
      </main>
    </div>
  )
}

const button = (name: string) => screen.getByRole('button', { name, hidden: true })
const isUsable = (name: string) => button(name).closest('[inert]') === null

async function renderPage() {
  render(<Page />)
  await screen.findByText('Saved')
  return userEvent.setup()
}

describe('a panel beside the page', () => {
  it('leaves the page usable where there is room for both', async () => {
    setWidth(1440)
    const user = await renderPage()
    const panel = screen.getByRole('complementary', { name: 'Contact' })
    expect(panel.ariaModal).toBe(null)
    expect(['Search', 'Row', 'Undo', 'Edit'].map(isUsable)).toEqual([true, true, true, true])
    await user.click(button('Row'))
    expect(panel.isConnected).toBe(true)
  })

  it('is modal where it covers the page: Tab reaches it and the toasts, and nothing else', async () => {
    setWidth(1000)
    const user = await renderPage()
    const panel = screen.getByRole('dialog', { name: 'Contact' })
    expect(panel.ariaModal).toBe('true')
    expect(document.activeElement).toBe(panel)
    expect(['Search', 'Row', 'Undo', 'Edit'].map(isUsable)).toEqual([false, false, true, true])
    const reached: (string | null | undefined)[] = []
    for (let press = 0; press < 5; press++) {
      await user.tab()
      reached.push(document.activeElement?.ariaLabel ?? document.activeElement?.textContent)
    }
    expect(reached).toEqual(['Close', 'Edit', 'Undo', 'Dismiss', 'Close'])
    await user.tab({ shift: true })
    expect(document.activeElement).toBe(button('Dismiss'))
    await user.click(button('Edit'))
    await user.click(button('Undo'))
    expect(panel.isConnected).toBe(true)
  })

  it('closes when what it covers is pressed, which is usable again', async () => {
    setWidth(375)
    const user = await renderPage()
    await user.click(document.body)
    expect(screen.queryByRole('dialog')).toBe(null)
    expect(['Search', 'Row', 'Undo'].map(isUsable)).toEqual([true, true, true])
  })
})

it.each([
  [375, false, 'true'],
  [1440, true, null],
])('a popover at %i pixels', async (width, isRestUsable, modal) => {
  setWidth(width)
  render(
    <main>
      <button type="button">Row</button>
      <Popover label="Filters" isOpen onClose={() => {}} trigger={<button>Filter</button>}>
        <button type="button">Apply</button>
      </Popover>
    </main>,
  )
  expect(screen.getByRole('dialog', { name: 'Filters' }).ariaModal).toBe(modal)
  expect(['Row', 'Filter', 'Apply'].map(isUsable)).toEqual([isRestUsable, isRestUsable, true])
})
