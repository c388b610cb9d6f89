import { screen, within } from '@testing-library/react'
import { useMemo, useState } from 'react'
import { expect, it } from 'vitest'
import { readSort } from '#contract/api/sort.ts'
import type { Capabilities } from '#contract/api/sources.ts'
import { attributesOf, fieldAttribute } from '#contract/model/attribute.ts'
import type { AttributeSupport } from '#contract/model/attribute-support.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Contact } from '#contract/api/contacts.ts'
import { readLayout } from '#dashboard/domain/contact-columns.ts'
import { printSort, sortByHead } from '#dashboard/domain/contacts-sort.ts'
import { ContactsHeader } from '#dashboard/features/list/contacts-header.tsx'
import { emptySelection } from '#dashboard/features/list/contacts-selection.tsx'
import { useContactsTable } from '#dashboard/features/list/contacts-table-state.ts'
import { renderApp } from '#testing/render-app.tsx'
import { renderControl } from '#testing/render-control.tsx'
import { chooseOption, optionNames } from '#testing/choose-option.ts'
import { SortTerms } from './sort-panel.tsx'

const knows: Capabilities['knows'] = {
  updatedAt: true,
  responsible: true,
  company: true,
  tags: true,
  nextTask: true,
  authors: true,
}
const support: AttributeSupport = { knows, sections: [], writes: null }
const field: FieldDefinition = {
  id: 77,
  name: 'Discount',
  code: null,
  sourceType: 'numeric',
  kind: 'number',
  role: null,
  isMany: false,
  isMultiline: false,
  isReadOnly: false,
  options: [],
  currency: null,
  maxLength: null,
}
const sorts: Capabilities['sorts'] = ['name', 'company', 'updatedAt', 'id']
const attributes = [
  ...attributesOf(support, []).filter(({ key }) => sorts.some((sort) => sort === key)),
  fieldAttribute(field, support),
]

function Panel({ maxSorts, first }: { maxSorts: number; first: string }) {
  const [terms, setTerms] = useState(() => readSort(first))
  return (
    <>
      <output>{printSort(terms)}</output>
      <SortTerms
        can={{ sorts, sortsFields: true, maxSorts }}
        attributes={attributes}
        terms={terms}
        onChange={setTerms}
      />
    </>
  )
}

const noContacts: Contact[] = []
const ignore = () => {}

function Heads({ maxSorts, first }: { maxSorts: number; first: string }) {
  const [sort, setSort] = useState(first)
  const table = useContactsTable({
    source: 'main',
    can: { knows },
    definitions: undefined,
    layout: useMemo(() => readLayout('name,company,updatedAt,field:77,tags', knows), []),
    onLayoutChange: ignore,
    contacts: noContacts,
    selection: emptySelection,
    updateSelection: ignore,
  })
  return (
    <table>
      <caption>
        <output>{sort}</output>
      </caption>
      <ContactsHeader
        table={table}
        columnName={({ id }) => id}
        shownSort={sort}
        can={{ sorts, sortsFields: true, maxSorts }}
        onSort={(key, isAdded) => setSort(sortByHead(sort, key, isAdded, maxSorts))}
      />
    </table>
  )
}

const order = () => screen.getByRole('status').textContent
const head = (name: string) => screen.getByRole('columnheader', { name })
const button = (name: string) => within(head(name)).getByRole('button')

it('sorts by several heads with Shift, and tells the place and direction of each', async () => {
  const { user } = await renderControl(<Heads maxSorts={3} first="-updatedAt" />)
  await user.click(button('company'))
  await user.keyboard('{Shift>}')
  await user.click(button('field:77'))
  await user.click(button('field:77'))
  await user.keyboard('{/Shift}')
  expect(order()).toBe('company,-field:77')
  expect(head('company').getAttribute('aria-sort')).toBe('ascending')
  expect(head('field:77').getAttribute('aria-sort')).toBeNull()
  expect(head('name').getAttribute('aria-sort')).toBe('none')
  await screen.findByText(', 2 in the order, descending')
  expect(button('company').textContent).toBe('company1, 1 in the order, ascending')
  await user.click(button('field:77'))
  expect(order()).toBe('-field:77')
  expect(button('field:77').textContent).toBe('field:77')
})

it('sorts by one head at a time if the source does, and by none that it does not', async () => {
  const { user } = await renderControl(<Heads maxSorts={1} first="name" />)
  await user.keyboard('{Shift>}')
  await user.click(button('company'))
  await user.keyboard('{/Shift}')
  expect(order()).toBe('company')
  expect(within(head('tags')).queryByRole('button')).toBeNull()
  expect(head('tags').getAttribute('aria-sort')).toBeNull()
})

it('adds, reverses, exchanges and removes attributes in the panel', async () => {
  const { user } = await renderControl(<Panel maxSorts={3} first="name" />)
  await chooseOption(user, 'Then by…', 'Discount')
  expect(order()).toBe('name,field:77')
  await chooseOption(user, 'Direction 2', 'Descending')
  expect(order()).toBe('name,-field:77')
  expect(await optionNames(user, 'Attribute 1')).toEqual(['Name', 'Company', 'Updated', 'ID'])
  await chooseOption(user, 'Attribute 1', 'Updated')
  expect(order()).toBe('-updatedAt,-field:77')
  expect(await optionNames(user, 'Direction 1')).toEqual(['Oldest first', 'Newest first'])
  await chooseOption(user, 'Then by…', 'ID')
  expect(order()).toBe('-updatedAt,-field:77,id')
  expect(screen.queryByRole('combobox', { name: 'Then by…' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Remove attribute 1' }))
  expect(order()).toBe('-field:77,id')
  expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Attribute 1' }))
})

it('exchanges the only attribute in the panel where the source sorts by one', async () => {
  const { user } = await renderControl(<Panel maxSorts={1} first="-updatedAt" />)
  expect(screen.queryByRole('combobox', { name: 'Then by…' })).toBeNull()
  await chooseOption(user, 'Attribute 1', 'Company')
  await chooseOption(user, 'Direction 1', 'Z to A')
  expect(order()).toBe('-company')
})

it('sorts the list from its menu, also by what has no column', async () => {
  const { user, router } = await renderApp('/main/contacts?page=2&columns=name')
  await user.click(await screen.findByRole('button', { name: 'Sort' }))
  await chooseOption(user, 'Attribute 1', 'ID')
  expect(router.state.location.search).toMatchObject({ sort: 'id', columns: 'name' })
  expect(router.state.location.search).not.toHaveProperty('page')
})
