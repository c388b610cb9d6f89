import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Language } from '#dashboard/lib/i18n.ts'
import { stackWithCompanies, typeCompany } from '#testing/company-screen.ts'
import { changeByOthers, writesOf } from '#testing/form-screen.ts'
import { renderApp } from '#testing/render-app.tsx'
import type { Stack } from '#testing/stack.ts'
import { editButton } from '#testing/value-screen.ts'

const companyOf = ({ mock }: Stack, id = 5) => mock.store.contact(id)?.company_id
const createsOf = (stack: Stack) =>
  writesOf(stack).filter(({ url }) => url.startsWith('/api/v4/companies'))

async function openCompany(language: Language = 'en', id = 5) {
  const stack = stackWithCompanies()
  const app = await renderApp(`/main/contacts/${id}`, { stack, language })
  const names = {
    en: ['Edit: Company', 'Company'],
    ru: ['Изменить: Компания', 'Компания'],
  } as const
  const [edit, label] = names[language]
  await app.user.click(await screen.findByRole('button', { name: edit }))
  return { ...app, stack, label }
}

describe('the company of a contact', () => {
  it('is found by name, with what tells equal names apart, and undone', async () => {
    const { user, stack } = await openCompany()
    const list = await typeCompany(user, 'quant')
    const options = await list.findAllByRole('option')
    expect(
      options.map((option) => option.getAttribute('aria-label') ?? option.textContent),
    ).toEqual([
      'Quant, Oslo · +7 495 123-45-67 · 0 contacts',
      'QUANT, 0 contacts',
      'Create another “quant”',
    ])
    await user.keyboard('{ArrowDown}{Enter}')
    expect(await screen.findByText('QUANT')).toBeDefined()
    await waitFor(() => expect(companyOf(stack)).toBe(602))
    expect(createsOf(stack)).toEqual([])
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(companyOf(stack)).toBe(603))
  })

  it('is created by its name, by keys alone', async () => {
    const { user, stack, label } = await openCompany('ru')
    await typeCompanyRu(user, 'Новая', label)
    expect(await screen.findByRole('option', { name: 'Создать компанию «Новая»' })).toBeDefined()
    await user.keyboard('{Enter}')
    expect(await screen.findByText('Компания «Новая» создана')).toBeDefined()
    await waitFor(() =>
      expect(stack.mock.store.companies.get(companyOf(stack) ?? 0)?.name).toBe('Новая'),
    )
  })

  it('is not created while somebody has created one of that name', async () => {
    const { user, stack } = await openCompany()
    const list = await typeCompany(user, 'Fresh')
    const create = await list.findByRole('option', { name: 'Create company “Fresh”' })
    await stack.proxy.inject({
      method: 'POST',
      url: '/api/sources/main/companies',
      headers: { origin: 'http://localhost:80' },
      payload: { name: 'Fresh' },
    })
    await user.click(create)
    expect(await screen.findByText(/“Fresh” already exists/)).toBeDefined()
    expect(createsOf(stack)).toHaveLength(1)
    expect(companyOf(stack)).toBe(603)
  })

  it('may have been created if no answer came, and is not sent again by itself', async () => {
    const { user, stack } = await openCompany()
    stack.mock.faults.add({ kind: 'cut', method: 'POST', path: '/api/v4/companies' })
    stack.mock.faults.add({ kind: 'ignore-order' })
    const list = await typeCompany(user, 'Fresh')
    await user.click(await list.findByRole('option', { name: 'Create company “Fresh”' }))
    expect(
      await screen.findByText(/this may have been saved. Look for company “Fresh”/),
    ).toBeDefined()
    expect(createsOf(stack)).toHaveLength(1)
    expect(companyOf(stack)).toBe(603)
  })

  it('asks which one is kept if somebody else has chosen another', async () => {
    const { user, stack } = await openCompany()
    await changeByOthers(stack, [
      { attribute: 'company', set: { kind: 'company', id: 601, name: null } },
    ])
    const list = await typeCompany(user, 'quant')
    await user.click(await list.findByRole('option', { name: /^QUANT/ }))
    const question = await screen.findByRole('alert', { name: 'Company' })
    expect(question.textContent).toMatch(/Theirs.*Yours.*QUANT/)
    await user.click(screen.getByRole('button', { name: 'Use mine' }))
    await waitFor(() => expect(companyOf(stack)).toBe(602))
  })

  it('is cleared', async () => {
    const { user, stack } = await openCompany()
    await user.keyboard('{Escape}')
    await user.click(screen.getByRole('button', { name: 'Clear: Company' }))
    await waitFor(() => expect(companyOf(stack)).toBeNull())
    expect(await editButton('Company')).toBeDefined()
  })

  it('is said to be gone by the source that does not have it any more', async () => {
    const { user, stack } = await openCompany()
    const list = await typeCompany(user, 'quant')
    const option = await list.findByRole('option', { name: /^Quant/ })
    stack.mock.store.companies.remove(601)
    await user.click(option)
    expect(await screen.findByText(/It was deleted at the source/)).toBeDefined()
    expect(companyOf(stack)).toBe(603)
  })
})

const typeCompanyRu = async (
  user: Awaited<ReturnType<typeof openCompany>>['user'],
  name: string,
  label: string,
) => {
  await screen.findByRole('combobox', { name: 'Найти' })
  await user.keyboard(name)
  return screen.findByRole('listbox', { name: label })
}
