import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, it, vi } from 'vitest'
import { situationName } from '#contract/api/demo.ts'
import { startI18n, type Language } from '#dashboard/lib/i18n.ts'
import { demoEn } from '#dashboard/locales/demo-en.ts'
import { demoRu } from '#dashboard/locales/demo-ru.ts'
import { chooseOption } from '#testing/choose-option.ts'
import { buildStack } from '#testing/stack.ts'
import { DemoMenu } from './demo-menu.tsx'

/** The menu beside a component that reads contacts, with a proxy that has the demo. */
async function openHarness({ hasDemo = true, language = 'en' as Language } = {}) {
  const stack = buildStack({ hasDemo })
  vi.stubGlobal('fetch', stack.fetch)
  const i18n = await startI18n(language)
  i18n.addResourceBundle('en', 'demo', demoEn)
  i18n.addResourceBundle('ru', 'demo', demoRu)
  const onStartedOver = vi.fn<() => void>()
  const onRoleChanged = vi.fn<() => void>()
  const user = userEvent.setup()
  const router = createRouter({
    routeTree: createRootRoute({
      component: () => (
        <>
          <DemoMenu onStartedOver={onStartedOver} onRoleChanged={onRoleChanged} />
          <Reader />
        </>
      ),
    }),
    history: createMemoryHistory(),
  })
  render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={new QueryClient()}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </I18nextProvider>,
  )
  return { ...stack, onStartedOver, onRoleChanged, user }
}

function Reader() {
  const { data } = useQuery({
    queryKey: ['contacts', 'main'],
    queryFn: async () => (await fetch('/api/sources/main/contacts')).status,
  })
  return <output>{data}</output>
}

const open = async (harness: Awaited<ReturnType<typeof openHarness>>) => {
  await harness.user.click(await screen.findByRole('button', { name: 'Demo' }))
  return screen.getByRole('dialog', { name: 'What can go wrong' })
}

describe('the menu of the demo', () => {
  it('is hidden if the proxy has no demo', async () => {
    await openHarness({ hasDemo: false })
    expect(await screen.findByText('200')).toBeDefined()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('shows for each situation what to try and what to watch, and where', async () => {
    const panel = await open(await openHarness())
    const switches = within(panel).getAllByRole('switch')
    expect(switches).toHaveLength(situationName.options.length)
    for (const item of switches) expect(item).toHaveProperty('checked', false)
    const unpaid = within(panel).getByRole('switch', {
      name: 'Unpaid account',
      description: /^Try: open Main, then Bots\. Watch: Main and Legacy say/,
    })
    expect(within(unpaid.closest('li')!).getByText('Main and Legacy')).toBeDefined()
    expect(within(unpaid.closest('li')!).getByRole('link').textContent).toBe(
      'Open contacts in Main',
    )
  })

  it('switches a situation on and off, announces the count, and refetches data', async () => {
    const harness = await openHarness()
    await screen.findByText('200')
    const panel = await open(harness)
    await harness.user.click(within(panel).getByRole('switch', { name: 'Unpaid account' }))
    expect(await screen.findByText('402')).toBeDefined()
    expect(screen.getByRole('button', { name: 'Demo. Faults on: 1' })).toBeDefined()
    expect(harness.mock.faults.all()).toHaveLength(2)
    await harness.user.click(within(panel).getByRole('switch', { name: 'Unpaid account' }))
    expect(await screen.findByText('200')).toBeDefined()
    expect(screen.getByRole('button', { name: 'Demo' })).toBeDefined()
    expect(harness.mock.faults.all()).toEqual([])
  })

  it('resets everything at once', async () => {
    const harness = await openHarness()
    const panel = await open(harness)
    for (const name of ['Expired token', 'Too many requests'])
      await harness.user.click(within(panel).getByRole('switch', { name }))
    expect(await screen.findByRole('button', { name: 'Demo. Faults on: 2' })).toBeDefined()
    await harness.user.click(within(panel).getByRole('button', { name: 'Turn all faults off' }))
    expect(await screen.findByRole('button', { name: 'Demo' })).toBeDefined()
    expect(await screen.findByText('200')).toBeDefined()
    for (const item of within(panel).getAllByRole('switch'))
      expect(item).toHaveProperty('checked', false)
  })

  it('names what will be lost before it resets the data', async () => {
    const harness = await openHarness()
    const { mock, onStartedOver, user } = harness
    mock.store.addContact({ name: 'Added' })
    const count = mock.store.countContacts()
    const panel = await open(harness)
    await user.click(within(panel).getByRole('button', { name: 'Start over…' }))
    const question = within(panel).getByRole('alertdialog', {
      name: 'Start over?',
      description: /changes, jobs and drafts will be lost/,
    })
    const keep = within(question).getByRole('button', { name: 'Cancel' })
    expect(document.activeElement).toBe(keep)
    await user.click(keep)
    expect(document.activeElement?.textContent).toBe('Start over…')
    expect(mock.store.countContacts()).toBe(count)

    await user.keyboard('{Enter}')
    await user.click(
      within(panel).getByRole('button', { name: 'Delete everything and start over' }),
    )
    await waitFor(() => expect(onStartedOver).toHaveBeenCalledOnce())
    expect(mock.store.countContacts()).toBe(count - 1)
  })

  it('shows why a switch fails', async () => {
    const harness = await openHarness()
    const panel = await open(harness)
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')))
    await harness.user.click(within(panel).getByRole('switch', { name: 'Slow network' }))
    expect((await within(panel).findByRole('alert')).textContent).toContain('Kartoteka')
  })

  it('is operated by keyboard and returns the focus', async () => {
    const harness = await openHarness()
    const button = await screen.findByRole('button', { name: 'Demo' })
    await harness.user.tab()
    expect(document.activeElement).toBe(button)
    await harness.user.keyboard('{Enter}')
    const first = screen.getByRole('switch', { name: 'Too many requests' })
    expect(document.activeElement).toBe(first)
    await harness.user.keyboard(' ')
    expect(await screen.findByRole('button', { name: 'Demo. Faults on: 1' })).toBeDefined()
    await harness.user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(document.activeElement).toBe(button)
  })

  it('closes when one of its links is followed', async () => {
    const harness = await openHarness()
    const panel = await open(harness)
    await harness.user.click(within(panel).getByRole('link', { name: 'Open a new contact' }))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('looks at the demo as another role', async () => {
    const { user, onRoleChanged } = await openHarness()
    await user.click(await screen.findByRole('button', { name: 'Demo' }))
    await chooseOption(user, 'Look as', 'Viewer')
    await waitFor(() => expect(onRoleChanged).toHaveBeenCalled())
  })

  it('speaks Russian', async () => {
    const { user } = await openHarness({ language: 'ru' })
    await user.click(await screen.findByRole('button', { name: 'Демо' }))
    expect(screen.getByRole('switch', { name: 'Аккаунт не оплачен' })).toBeDefined()
    expect(screen.getByRole('button', { name: 'Отключить все сбои' })).toBeDefined()
  })
})
