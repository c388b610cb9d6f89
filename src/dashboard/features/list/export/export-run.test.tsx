import { within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { openExport, stackOf } from '#testing/export-screen.ts'
import { captureFiles, type SavedFiles } from '#testing/saved-files.ts'
import type { Stack } from '#testing/stack.ts'

const list = '/main/contacts'
let caught: SavedFiles
beforeEach(() => {
  caught = captureFiles()
})

const pageOf = (input: RequestInfo | URL) =>
  typeof input === 'string' ? Number(new URL(input, 'http://test').searchParams.get('page')) : 0

/** Runs a function when the account is asked for a page of the full scan. */
function uponPage(stack: Stack, page: number, run: () => void): Stack {
  const fetchNow = stack.fetch
  return {
    ...stack,
    fetch: (input, init) => {
      const isFullScan = new Headers(init?.headers).get('kartoteka-priority') === 'bulk'
      if (isFullScan && pageOf(input) === page) run()
      return fetchNow(input, init)
    },
  }
}

describe('an export that cannot be complete', () => {
  it('is refused if the account ignored the filter', async () => {
    const stack = stackOf(300)
    const { begin, dialog } = await openExport({ stack, url: `${list}?ids=3` })
    stack.mock.faults.add({ kind: 'ignore-filter' })
    await begin()
    expect(await within(dialog).findByText(/The account ignored the filter/)).toBeDefined()
    expect(caught.files).toEqual([])
  })

  it('is not saved if a page in the middle fails, and is complete on retry', async () => {
    const plain = stackOf(600)
    let fault: { id: number } | undefined
    const stack = uponPage(plain, 2, () => {
      fault ??= plain.mock.faults.add({ kind: 'status', status: 402, path: '/api/v4/contacts' })
    })
    const { dialog, begin, user } = await openExport({ stack })
    await begin()
    const note = await within(dialog).findByText(/The export failed/)
    expect(note.textContent).toContain('No file was saved. Contacts read: 250.')
    expect(note.textContent).toContain('not paid')
    expect(caught.files).toEqual([])
    plain.mock.faults.remove(fault!.id)
    const again = within(dialog).getByRole('button', { name: 'Retry' })
    expect(document.activeElement).toBe(again)
    await user.click(again)
    expect(await caught.lines()).toHaveLength(602)
  })

  it('is not saved if the list changed meanwhile', async () => {
    const plain = stackOf(600, 10)
    const stack = uponPage(plain, 2, () => {
      // A contact of the first page moves to the second page as well.
      for (let id = 0; id < 3; id++) plain.mock.store.addContact({ id: 5 + id, name: 'Early' })
    })
    const { dialog, begin } = await openExport({ stack })
    await begin()
    expect(
      await within(dialog).findByText(/The list changed while it was being read/),
    ).toBeDefined()
    expect(caught.files).toEqual([])
  })

  it('shows its progress, and is cancelled by Escape without a file', async () => {
    const plain = stackOf(600)
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const stack: Stack = {
      ...plain,
      fetch: async (input, init) => {
        const isFullScan = new Headers(init?.headers).get('kartoteka-priority') === 'bulk'
        if (isFullScan && pageOf(input) === 2) await held
        return plain.fetch(input, init)
      },
    }
    const { dialog, begin, user } = await openExport({ stack })
    await begin()
    expect((await within(dialog).findAllByText('250 so far')).length).toBeGreaterThan(0)
    const leaving = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(leaving)
    expect(leaving.defaultPrevented).toBe(true)
    await user.keyboard('{Escape}')
    release()
    expect(await within(dialog).findByText(/Export stopped/)).toBeDefined()
    expect(within(dialog).getByText(/Contacts read: 250/)).toBeDefined()
    expect(caught.files).toEqual([])
    const later = new Event('beforeunload', { cancelable: true })
    window.dispatchEvent(later)
    expect(later.defaultPrevented).toBe(false)
  })

  it('names the contacts that could not be read, and saves all others', async () => {
    const plain = stackOf(600)
    plain.mock.faults.add({
      kind: 'odd-value',
      path: '/api/v4/contacts',
      at: '/_embedded/contacts/id=137/id',
      value: { odd: true },
    })
    const { dialog, begin } = await openExport({ stack: plain })
    await begin()
    const note = await within(dialog).findByText(/could not be read and is not in the file/)
    expect(note.textContent).toContain('_embedded.contacts.136')
    const lines = await caught.lines()
    expect(lines).toHaveLength(601)
    expect(lines.some((line) => line.includes('Person 137'))).toBe(false)
  })
})
