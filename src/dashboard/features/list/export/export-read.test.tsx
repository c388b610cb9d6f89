import { fireEvent, screen, within } from '@testing-library/react'
import { beforeEach, describe, expect, it } from 'vitest'
import { stackOf } from '#testing/export-screen.ts'
import { renderApp } from '#testing/render-app.tsx'
import { captureFiles, type SavedFiles } from '#testing/saved-files.ts'
import { buildStack, type Stack } from '#testing/stack.ts'

const list = '/main/contacts'
let caught: SavedFiles
beforeEach(() => {
  caught = captureFiles()
})

describe('selected contacts', () => {
  async function choose(stack: Stack, url: string, ids: number[]) {
    const app = await renderApp(url, { stack })
    await screen.findByRole('table')
    for (const id of ids) fireEvent.click(document.querySelector(`tr[data-id="${id}"] input`)!)
    const bar = (await screen.findByText(/selected$/)).closest('div')!
    await app.user.click(within(bar).getByRole('button', { name: 'Export' }))
    const dialog = await screen.findByRole('dialog')
    return { ...app, dialog, begin: within(dialog).getByRole('button', { name: 'Export' }) }
  }

  it('are reread, in the order of selection', async () => {
    const stack = stackOf(10)
    const { user, begin } = await choose(stack, list, [7, 2])
    const before = stack.mock.store.contact(2)!
    stack.mock.store.contacts.save(before, { ...before, name: 'Renamed' })
    await user.click(begin)
    expect((await caught.lines()).map((line) => line.split(',')[0])).toEqual([
      'Name',
      'Person 7',
      'Renamed',
      '',
    ])
  })

  it('that were deleted are counted and left out', async () => {
    const stack = stackOf(10)
    const { user, begin, dialog } = await choose(stack, list, [7, 2, 3])
    const before = stack.mock.store.contact(2)!
    stack.mock.store.contacts.save(before, { ...before, trashed: true })
    await user.click(begin)
    expect(await within(dialog).findByText(/1 of 3 no longer exist/)).toBeDefined()
    expect((await caught.lines()).filter(Boolean)).toHaveLength(3)
  })

  it('are found by a full scan if the source has no filter by IDs', async () => {
    const stack = buildStack()
    await renderApp('/bots/contacts', { stack })
    await screen.findByRole('table')
    const shown = [...document.querySelectorAll<HTMLElement>('tbody tr')].slice(0, 2)
    const ids = shown.map((row) => Number(row.dataset['id']))
    document.body.innerHTML = ''
    const { user, begin } = await choose(stack, '/bots/contacts', ids)
    await user.click(begin)
    expect((await caught.lines()).filter(Boolean)).toHaveLength(3)
  })
})
