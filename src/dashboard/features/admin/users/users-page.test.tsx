import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { localActor } from '#proxy/sources/transport/source-call.ts'
import { firstOf } from '#testing/first-of.ts'
import { chooseOption } from '#testing/choose-option.ts'
import { unreachableProvider } from '#testing/open-id.ts'
import { openPeopleHarness } from '#testing/people-harness.ts'
import { renderAs } from '#testing/render-as.tsx'

describe('people', () => {
  it('invites somebody by a link that is shown once', async () => {
    const app = await renderAs('admin', '/users')
    await app.user.click(await screen.findByRole('button', { name: 'Invite' }))
    const dialog = await screen.findByRole('dialog', { name: 'Invite a person' })
    await app.user.type(within(dialog).getByLabelText('Email'), 'no address')
    await app.user.click(within(dialog).getByRole('button', { name: 'Create invitation' }))
    expect(within(dialog).getByText('This is not an email address.')).toBeDefined()
    await app.user.clear(within(dialog).getByLabelText('Email'))
    await app.user.type(within(dialog).getByLabelText('Email'), 'grace@example.com')
    await app.user.type(within(dialog).getByLabelText('Name'), 'Grace')
    await app.user.click(within(dialog).getByRole('button', { name: 'Create invitation' }))
    const link = await screen.findByRole('textbox', { name: 'Link for Grace' })
    expect(link).toHaveProperty('value', expect.stringMatching(/\/link#.{20,}$/))
    await app.user.click(firstOf(screen.getAllByRole('button', { name: 'Done' })))
    const row = (await screen.findByRole('button', { name: 'Grace' })).closest('tr')
    expect(row?.textContent).toContain('Support')
    expect(row?.textContent).toContain('Invited')
  })

  it('finds people by name, role and access, and corrects a name with its e-mail', async () => {
    const app = await renderAs('admin', '/users')
    for (const number of [1, 2, 3, 4, 5, 6])
      await app.register(`user${number}@example.com`, number > 4 ? 'editor' : 'viewer')
    await app.client.invalidateQueries()
    expect(await screen.findByText('8 people')).toBeDefined()
    await chooseOption(app.user, screen.getByRole('combobox', { name: /^Role/ }), 'Editor')
    expect(await screen.findByText('2 of 8 people')).toBeDefined()
    const search = screen.getByRole('searchbox', { name: 'Name or email' })
    await app.user.type(search, 'nobody{Enter}')
    await app.user.click(await screen.findByRole('button', { name: 'Show everybody' }))
    await app.user.type(search, 'user3{Enter}')
    expect(await screen.findByText('1 of 8 people')).toBeDefined()
    await app.user.click(screen.getByRole('button', { name: 'user3@example.com' }))
    const dialog = await screen.findByRole('dialog', { name: 'user3@example.com' })
    const [name, email] = ['Name', 'Email'].map((label) => within(dialog).getByLabelText(label))
    if (!name || !email) throw new Error('two inputs are expected')
    await app.user.type(name, 'Grace')
    await app.user.clear(email)
    await app.user.type(email, 'user4@example.com')
    await app.user.click(within(dialog).getByRole('button', { name: 'Save' }))
    expect(
      await within(dialog).findByText('There is a person with this email already.'),
    ).toBeDefined()
    await app.user.clear(email)
    await app.user.type(email, 'grace@example.com{Enter}')
    expect(await screen.findByRole('dialog', { name: 'Grace' })).toBeDefined()
    expect((await app.openBrowser().signIn('grace@example.com')).statusCode).toBe(204)
  })

  it('gives a role at one source, and disables somebody after a question', async () => {
    const app = await renderAs('admin', '/users')
    const id = await app.register('bob@example.com', 'viewer')
    await app.client.invalidateQueries()
    await app.user.click(await screen.findByRole('button', { name: 'bob@example.com' }))
    const dialog = await screen.findByRole('dialog', { name: 'bob@example.com' })
    await chooseOption(
      app.user,
      within(dialog).getByRole('combobox', { name: /^Role in Main/ }),
      'Editor',
    )
    const stored = async () => (await app.auth.users.list()).find((user) => user.id === id)
    await waitFor(async () =>
      expect((await stored())?.roles).toContainEqual({ source: 'main', role: 'editor' }),
    )
    await app.user.click(within(dialog).getByRole('button', { name: 'Disable' }))
    const question = await screen.findByRole('alertdialog', { name: 'Disable bob@example.com?' })
    await app.user.click(within(question).getByRole('button', { name: 'Disable' }))
    expect(await within(dialog).findByRole('button', { name: 'Enable' })).toBeDefined()
    expect((await stored())?.isDisabled).toBe(true)
  })

  it('forgets by which identity somebody signs in at the provider, after a question', async () => {
    const harness = openPeopleHarness({ openId: unreachableProvider })
    const app = await renderAs('admin', '/users', { harness })
    const id = await app.register('bob@example.com', 'viewer')
    const bob = await app.signedIn('bob@example.com', '10.0.0.4')
    const identity = { issuer: 'https://id.example.com', sub: 'bob' }
    await app.auth.directory(localActor).linkIdentity(id, identity)
    await app.client.invalidateQueries()
    await app.user.click(await screen.findByRole('button', { name: 'bob@example.com' }))
    const dialog = await screen.findByRole('dialog', { name: 'bob@example.com' })
    expect(within(dialog).getByText('Signs in with id.example.com')).toBeDefined()
    await app.user.click(within(dialog).getByRole('button', { name: 'Unlink' }))
    const question = await screen.findByRole('alertdialog', {
      name: 'Unlink sign-in with id.example.com?',
    })
    await app.user.click(within(question).getByRole('button', { name: 'Unlink' }))
    await waitFor(() => expect(within(dialog).queryByText(/^Signs in with/)).toBeNull())
    expect((await app.auth.users.get(id)).issuers).toEqual([])
    expect((await bob.whoAmI()).user).toBeNull()
  })

  it('sets what a role may do', async () => {
    const app = await renderAs('admin', '/users')
    const line = await screen.findByRole('listitem', { name: 'Support' })
    await app.user.click(within(line).getByRole('switch', { name: 'Export: Support' }))
    expect(await within(line).findByText('Yes')).toBeDefined()
    const rows = within(line).getByRole('textbox', { name: 'Rows at once: Support' })
    await app.user.clear(rows)
    await app.user.type(rows, '0{Enter}')
    expect(within(line).getByText('From 1 to 100,000, or empty.')).toBeDefined()
    await app.user.clear(rows)
    await app.user.type(rows, '20{Enter}')
    const support = async () =>
      (await app.browser.ask('GET', '/api/roles'))
        .json<{ items: { role: string; maxRows: number; mayExport: boolean }[] }>()
        .items.find(({ role }) => role === 'support')
    await waitFor(async () =>
      expect(await support()).toMatchObject({ maxRows: 20, mayExport: true }),
    )
  })

  it('is not there for others', async () => {
    await renderAs('editor', '/users')
    expect(await screen.findByText('Page not found')).toBeDefined()
    expect(screen.queryByRole('link', { name: 'People' })).toBeNull()
  })
})
