import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Right } from '#contract/api/rights.ts'
import { defaultRoleSettings, rightsOf, role } from '#contract/api/roles.ts'
import { documentedBotContacts } from '#mock/seed/documented-contacts.ts'
import { openPeopleHarness } from '#testing/people-harness.ts'
import { renderAs } from '#testing/render-as.tsx'

type Page = {
  path: string
  /** The name of a control that everybody is shown. */
  ready: string
  /** What is pressed before it looks. */
  press?: ['checkbox' | 'button', name: RegExp]
  /** Names of links, buttons, tabs and lists of options, each with the right that the proxy wants for what it does. */
  controls: Record<string, Right>
}

const pages: Page[] = [
  {
    path: '/main/contacts',
    ready: 'Filter',
    press: ['checkbox', /Ada$/],
    controls: {
      'New contact': 'edit',
      'Add several contacts': 'bulk',
      'Responsible: for all selected': 'bulk',
      'Tags: for all selected': 'bulk',
      'Other field: for all selected': 'bulk',
      'Row by row': 'bulk',
      Export: 'export',
      People: 'users',
      'Audit log': 'audit',
    },
  },
  {
    path: '/main/contacts/11',
    ready: 'Leads 0',
    press: ['button', /^Chats of the contact/],
    controls: { Edit: 'edit', 'Edit: Name': 'edit', 'Edit: Company': 'edit', Link: 'chats' },
  },
  {
    path: `/bots/contacts/${documentedBotContacts[0]?.id}`,
    ready: 'Contacts',
    controls: {
      Edit: 'edit',
      'Add a variable': 'edit',
      Set: 'statuses',
      'Find matching contacts': 'edit',
      Matching: 'edit',
    },
  },
  { path: '/main/chats', ready: 'Find', controls: { 'Link in bulk': 'chats' } },
  { path: '/sources', ready: 'Overview', controls: { 'Turn on…': 'sources' } },
]

/** Pages for one right, which say so to whoever opens their address without it. */
const guarded: Record<string, Right> = {
  '/main/contacts/new': 'edit',
  '/main/contacts/11/edit': 'edit',
  '/main/contacts/batch': 'bulk',
  '/main/contacts/batch?ids=11': 'bulk',
}

const namesOf = () => {
  const all = [
    ...screen.queryAllByRole('link'),
    ...screen.queryAllByRole('button'),
    ...screen.queryAllByRole('tab'),
    ...screen.queryAllByRole('combobox'),
  ]
  return new Set(
    all.map((control) => control.getAttribute('aria-label') ?? control.textContent.trim()),
  )
}

async function openAs(name: (typeof role.options)[number]) {
  const harness = openPeopleHarness({ contacts: 0, mirror: null })
  harness.mock.store.addContact({ id: 11, name: 'Ada' })
  for (const contact of documentedBotContacts) harness.mock.store.botContacts.save(contact)
  return renderAs(name, '/', { harness })
}

describe.each(role.options)('a %s', (name) => {
  const rights = rightsOf(name, defaultRoleSettings[name])

  it('is offered what the role may do, and nothing else', async () => {
    const app = await openAs(name)
    for (const { path, ready, controls, press } of pages) {
      await app.router.navigate({ href: path })
      await waitFor(() => expect(namesOf()).toContain(ready))
      if (press) await app.user.click(await screen.findByRole(press[0], { name: press[1] }))
      const expected = Object.keys(controls).filter((key) =>
        rights.includes(controls[key] ?? 'read'),
      )
      // What is loaded after the page.
      await waitFor(() => expect([path, ...namesOf()]).toEqual(expect.arrayContaining(expected)))
      const offered = Object.keys(controls).filter((key) => namesOf().has(key))
      expect({ path, offered }).toEqual({ path, offered: expected })
    }
  })

  it('reads at each address for something else that the role does not allow it', async () => {
    const app = await openAs(name)
    for (const [path, right] of Object.entries(guarded)) {
      await app.router.navigate({ href: path })
      if (rights.includes(right)) continue
      expect(await screen.findByText(/^Your role does not allow this/)).toBeDefined()
      expect(screen.queryByText(/read-only/)).toBeNull()
    }
  })
})
