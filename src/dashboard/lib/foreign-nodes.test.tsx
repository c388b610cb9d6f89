import { screen, waitFor } from '@testing-library/react'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openJobClient } from '#testing/job-client.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'
import { setText } from '#testing/values.ts'
import { tolerateForeignNodes } from './foreign-nodes.ts'

const names = ['removeChild', 'insertBefore', 'nodeValue']
const originals = names.map((name) => Object.getOwnPropertyDescriptor(Node.prototype, name) ?? {})

beforeAll(() => tolerateForeignNodes(globalThis.window))
afterAll(() => {
  for (const [index, name] of names.entries())
    Object.defineProperty(Node.prototype, name, originals[index] ?? {})
})

const texts = (node: Node = document.body): Text[] =>
  [...node.childNodes].flatMap((child) =>
    child instanceof Text ? (child.data.trim() ? [child] : []) : texts(child),
  )

const font = (child: Node) => {
  const [outer, inner] = [document.createElement('font'), document.createElement('font')]
  outer.append(inner)
  inner.append(child)
  return outer
}

const translators: [string, (text: Text) => void][] = [
  [
    'wraps texts',
    (text) => {
      const marker = document.createComment('')
      text.replaceWith(marker)
      marker.replaceWith(font(text))
    },
  ],
  ['replaces texts by elements', (text) => text.replaceWith(font(new Text(text.data)))],
  [
    'removes texts and inserts elements',
    (text) => {
      const { parentNode, nextSibling } = text
      text.remove()
      parentNode?.insertBefore(font(new Text(text.data)), nextSibling)
    },
  ],
]

describe.each(translators)('a page translator that %s', (_, translate) => {
  it('breaks neither an order, nor a page, nor a search', async () => {
    const stack = buildStack({ contacts: 70 })
    const { user } = await renderApp('/main/contacts', { stack })
    await screen.findByText(/Page 1/)
    const translateAll = async () => {
      for (const text of texts()) translate(text)
      await Promise.resolve() // observers are notified after the translator is done
    }
    const footer = () => document.querySelector('p[role=status].tabular-nums')?.textContent
    await translateAll()
    await user.click(screen.getByRole('button', { name: 'Name' }))
    await waitFor(() =>
      expect(screen.getByRole('columnheader', { name: 'Name' }).ariaSort).toBe('ascending'),
    )
    await translateAll()
    await user.click(screen.getByRole('button', { name: 'Next page' }))
    await waitFor(() => expect(footer()).toMatch(/^Page 2 · 20 contacts/))
    await translateAll()
    await user.type(screen.getByRole('searchbox'), 'nobody at all{Enter}')
    await screen.findByRole('heading', { name: 'No matching contacts' })
    await translateAll()
    await user.clear(screen.getByRole('searchbox'))
    await user.keyboard('{Enter}')
    await waitFor(() => expect(footer()).toMatch(/^Page 1 · 50 contacts/))
    await user.click(await screen.findByRole('button', { name: 'Русский' }))
    await screen.findByRole('heading', { name: 'Контакты' })
  }, 60_000)
})

it('leaves names and values of contacts untranslated', async () => {
  const stack = buildStack({ contacts: 0 })
  stack.mock.store.addContact({ id: 7, name: 'Wolf Stark', tags: ['vip'] })
  const { user } = await renderApp('/main/contacts', { stack })
  const name = await screen.findByRole('link', { name: 'Wolf Stark' })
  expect(name.closest('[translate=no]')).not.toBeNull()
  await user.click(name)
  const heading = await screen.findByRole('heading', { level: 1, name: 'Wolf Stark' })
  expect(heading.closest('[translate=no]')).not.toBeNull()
  expect(screen.getByText('vip').closest('[translate=no]')).not.toBeNull()
})

it('leaves names of contacts untranslated in the rows of a job and of its undo', async () => {
  const stack = buildStack({ contacts: 0 })
  stack.mock.store.addContact({ id: 7, name: 'Wolf Stark' })
  const rows = [{ id: 7, changes: [setText('name', 'Frost Winter')] }]
  const { job } = await openJobClient(stack).run({ kind: 'edit', rows })
  await renderApp(`/main/jobs/${job.id}?panel=undo`, { stack })
  await screen.findByRole('table', { name: 'What will change' })
  const untranslated = (text: string) =>
    screen.getAllByText(text).map((shown) => shown.closest('[translate=no]') !== null)
  expect(new Set(untranslated('Frost Winter'))).toEqual(new Set([true]))
  expect(new Set(untranslated('Wolf Stark'))).toEqual(new Set([true]))
})
