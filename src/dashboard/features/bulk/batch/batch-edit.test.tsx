import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import {
  add,
  contactOf,
  editAll,
  fieldOf,
  jobRows,
  previewRows,
  optionsOf,
  press,
  run,
  stackOf,
  tags,
  valuesOf,
} from '#testing/batch-screen.ts'
import { enterText } from '#testing/enter-text.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'
import { chooseOption, optionNames, typeOption } from '#testing/choose-option.ts'

it('changes 9 of 12 contacts, shows why 3 failed, and retries them', async () => {
  const stack = stackOf(9)
  for (const id of [301, 302, 303])
    stack.mock.store.addContact({ id, name: `Bad ${id}`, phones: [`+7666${id}`] })
  // The source rejects requests that contain these numbers without naming the row.
  const bad = stack.mock.faults.add({ kind: 'poison', text: '+7666', method: 'PATCH' })
  const { user } = await editAll(stack)
  await add(user, 'Phones', 'add')
  await enterText(user, screen.getByRole('textbox', { name: 'Phones' }), '+79995550000')
  await press(user, 'Preview')
  expect(await screen.findByText('Will change: 12')).toBeDefined()
  expect((await previewRows())[1]).toMatch(/Phones: Before \+7\d+ → After \+7\d+, \+79995550000/)
  await run(user, 'Change 12 contacts')
  expect(await screen.findByText('Done with failures')).toBeDefined()
  expect(screen.getByRole('link', { name: /^Changed 9/ })).toBeDefined()
  await user.click(screen.getByRole('link', { name: /^Rejected 3/ }))
  await waitFor(async () => expect(await jobRows()).toHaveLength(3))
  for (const row of await jobRows()) expect(row.textContent).toMatch(/rejected.*source/i)
  expect(valuesOf(stack, 301, 4396818)).toEqual(['+7666301'])
  expect(valuesOf(stack, 8, 4396818)).toEqual(['+79000000008', '+79995550000'])

  stack.mock.faults.remove(bad.id)
  await press(user, 'Retry failed rows…')
  await press(user, 'Retry 3 rows')
  await screen.findByRole('link', { name: /^Retry of “\+ Phone: \+79995550000 · 12”/ })
  expect(await screen.findByRole('link', { name: /^Changed 3/ })).toBeDefined()
  expect(valuesOf(stack, 301, 4396818)).toEqual(['+7666301', '+79995550000'])
}, 60_000)

it('clears the selection after starting, so that no contact is edited again unseen', async () => {
  const { user } = await editAll(stackOf(3))
  await add(user, 'Phones', 'add')
  await enterText(user, screen.getByRole('textbox', { name: 'Phones' }), '+79995550000')
  await press(user, 'Preview')
  await run(user, 'Change 3 contacts')
  await screen.findByText('Done')
  await user.click(screen.getByRole('link', { name: 'Contacts' }))
  expect(await screen.findByRole('table', { name: 'Contacts' })).toBeDefined()
  expect(screen.queryAllByRole('checkbox', { checked: true })).toEqual([])
  expect(screen.queryByText(/contacts selected/)).toBeNull()
}, 60_000)

describe.each(['main', 'legacy'])('an edit at %s', (source) => {
  it('sets, adds, removes and replaces each by its type', async () => {
    const stack = stackOf(3)
    const interests = 4400118
    stack.mock.store.updateContact(
      contactOf(stack, 1),
      {
        fields: [
          { field: fieldOf(stack, interests), values: optionsOf(stack, interests).slice(0, 2) },
        ],
      },
      504_142,
    )
    const [first = '', , third = ''] = optionsOf(stack, interests).map(({ value }) => value)
    const { user } = await editAll(stack, source)
    await add(user, 'Phones', 'replace')
    await enterText(
      user,
      screen.getByRole('textbox', { name: 'Phones: value to replace' }),
      '+79000000002',
    )
    await enterText(
      user,
      screen.getByRole('textbox', { name: 'Phones: new value' }),
      '+79991112233',
    )
    await add(user, 'Скидка, %')
    await enterText(user, screen.getByRole('textbox', { name: 'Скидка, %' }), '12,50')
    await add(user, 'Интересы', 'replace')
    const combo = (name: string) => screen.getByRole('combobox', { name })
    await chooseOption(user, combo('Интересы: value to replace'), first)
    await chooseOption(user, combo('Интересы: new value'), third)
    await add(user, 'Tags', 'remove')
    await typeOption(user, 'Tags', 'even')
    await press(user, 'Preview')
    await screen.findByText('Will change: 3')
    // v2 rejects an outdated write; v4 cannot.
    expect(screen.queryAllByText(/^This source cannot reject outdated writes/)).toHaveLength(
      source === 'main' ? 1 : 0,
    )
    await run(user, 'Change 3 contacts')
    await screen.findByRole('link', { name: /^Changed 3/ })
    expect([1, 2, 3].map((id) => valuesOf(stack, id, 4396818))).toEqual([
      ['+79000000001'],
      ['+79991112233'],
      ['+79000000003'],
    ])
    expect([1, 2].map((id) => valuesOf(stack, id, 4400102))).toEqual([['12.50'], ['12.50']])
    expect(valuesOf(stack, 1, interests)).toHaveLength(2)
    expect(valuesOf(stack, 1, interests)).toContain(third)
    expect(valuesOf(stack, 1, interests)).not.toContain(first)
    expect(valuesOf(stack, 2, interests)).toBeUndefined()
    expect(tags(stack, 2)).toEqual([])
  })

  it('replaces a value that a spreadsheet has spoilt', async () => {
    const stack = stackOf(1)
    stack.mock.store.addContact({ id: 301, name: 'Spoilt', phones: ['7,91655E+10'] })
    const { user } = await editAll(stack, source)
    await add(user, 'Phones', 'replace')
    const old = screen.getByRole('textbox', { name: 'Phones: value to replace' })
    await enterText(user, old, '7,91655E+10')
    await enterText(
      user,
      screen.getByRole('textbox', { name: 'Phones: new value' }),
      '+79991112233',
    )
    await press(user, 'Preview')
    await screen.findByText('Will change: 1')
    await run(user, 'Change 1 contact')
    await screen.findByRole('link', { name: /^Changed 1/ })
    const field = stack.mock.store
      .contact(301)
      ?.custom_fields_values?.find(({ field_code: code }) => code === 'PHONE')
    expect(field?.values.map(({ value }) => value)).toEqual(['+79991112233'])
  })
})

it('shows conflicts, and overwrites them only on request', async () => {
  const stack = stackOf(2)
  const { user } = await editAll(stack)
  await add(user, 'Position')
  await enterText(user, screen.getByRole('textbox', { name: 'Position' }), 'Mine')
  await press(user, 'Preview')
  await screen.findByText('Will change: 2')
  const theirs = { fields: [{ field: fieldOf(stack, 4396817), values: [{ value: 'Theirs' }] }] }
  stack.mock.store.updateContact(contactOf(stack, 1), theirs, 504_142)
  await run(user, 'Change 2 contacts')
  await user.click(await screen.findByRole('link', { name: /^Changed by others 1/ }))
  await waitFor(async () => expect(await jobRows()).toHaveLength(1))
  const [row] = await jobRows()
  expect(row?.textContent).toMatch(/PositionBeforeemptyYoursMineNow at the sourceTheirs/)
  await press(user, 'Retry failed rows…')
  expect(screen.getByRole('button', { name: 'Retry 0 rows' }).ariaDisabled).toBe('true')
  await user.click(screen.getByRole('checkbox', { name: /overwrite with my values/ }))
  await press(user, 'Retry 1 row')
  await screen.findByRole('link', { name: /^Retry of/ })
  await screen.findByRole('link', { name: /^Changed 1/ })
  expect(valuesOf(stack, 1, 4396817)).toEqual(['Mine'])
})

it('is undone after a preview, except for values that others have changed since', async () => {
  const stack = stackOf(3)
  const { user } = await editAll(stack)
  await add(user, 'Position')
  await enterText(user, screen.getByRole('textbox', { name: 'Position' }), 'Mine')
  await press(user, 'Preview')
  await run(user, 'Change 3 contacts')
  await screen.findByRole('link', { name: /^Changed 3/ })
  const theirs = { fields: [{ field: fieldOf(stack, 4396817), values: [{ value: 'Theirs' }] }] }
  stack.mock.store.updateContact(contactOf(stack, 2), theirs, 504_142)
  await press(user, 'Undo changes…')
  const preview = within(await screen.findByRole('table', { name: 'What will change' }))
  expect(preview.getAllByRole('row').map((row) => row.textContent)).toEqual([
    expect.stringMatching(/will be restoredPosition: Now Mine → After empty/),
    expect.stringMatching(/changed by others: keptPosition: Now Theirs → Would be empty/),
    expect.stringMatching(/will be restored/),
  ])
  await press(user, 'Undo 2 changes')
  expect(await screen.findByRole('link', { name: 'Undo of “Position → Mine · 3”' })).toBeDefined()
  await screen.findByRole('link', { name: /^Changed by others 1/ })
  expect([1, 2, 3].map((id) => valuesOf(stack, id, 4396817))).toEqual([
    undefined,
    ['Theirs'],
    undefined,
  ])
})

it('asks about doubtful values before the preview', async () => {
  const { user } = await editAll(stackOf(2))
  const doubtful: [string, string, RegExp][] = [
    ['Phones', '7,91655E+10', /A spreadsheet has shortened this number/],
    ['Emails', 'a@b', /Not an email address\?/],
    ['Скидка, %', '1,234', /A comma can mean thousands or decimals/],
  ]
  for (const [name, text] of doubtful) {
    await add(user, name)
    await enterText(user, screen.getByRole('textbox', { name }), text)
  }
  await press(user, 'Preview')
  for (const [, , issue] of doubtful) expect(screen.getAllByText(issue).length).toBeGreaterThan(0)
  expect(screen.queryByText(/^Will change/)).toBeNull()
})

it('counts in preview and result what looks wrong and was kept', async () => {
  const { user } = await editAll(stackOf(2))
  await add(user, 'Phones', 'add')
  await enterText(user, screen.getByRole('textbox', { name: 'Phones' }), '12345')
  await press(user, 'Preview')
  await press(user, 'Keep anyway')
  await press(user, 'Preview')
  expect(await screen.findByText(/^2 values look wrong/)).toBeDefined()
  await run(user, 'Change 2 contacts')
  expect(await screen.findByText(/^2 values looked wrong and were kept/)).toBeDefined()
})

it('brings phones into one form, and says which stay as they are', async () => {
  const stack = stackOf(0)
  const phones = ['8 (916) 555-01-01', '105', '12345']
  stack.mock.store.addContact({ id: 1, name: 'Vera', phones })
  stack.mock.store.addContact({ id: 2, name: 'Ada', phones: ['+79165550102'] })
  const { user } = await editAll(stack)
  await press(user, 'More actions')
  await user.click(await screen.findByRole('menuitem', { name: 'Bring phones into one form' }))
  const country = await screen.findByRole('combobox', { name: /^Numbers without a country code/ })
  expect(country.textContent).toBe('Russia')
  await screen.findByText('Will change: 1')
  expect(
    screen.getByText(/^2 phones stay as they are: not a whole number: 1, unclear: 1/),
  ).toBeDefined()
  expect((await previewRows())[0]).toContain('→ After +79165550101, 105, 12345')
  await run(user, 'Change 1 contact')
  await screen.findByRole('link', { name: /^Changed 1/ })
  const field = stack.mock.store
    .contact(1)
    ?.custom_fields_values?.find(({ field_code: code }) => code === 'PHONE')
  expect(field?.values.map(({ value }) => value)).toEqual(['+79165550101', '105', '12345'])
})

it('offers only operations of bots, and reports that contacts were not reread', async () => {
  const stack = buildStack({ contacts: 60 })
  const { user } = await renderApp('/bots/contacts', { stack })
  const boxes = await screen.findAllByRole('checkbox', { name: /^Select / })
  await user.click(boxes[1]!)
  const field = 'Other field: for all selected'
  expect(await optionNames(user, field)).toEqual(['Tags', 'Phones', 'Emails', 'address'])
  await add(user, 'Phones')
  expect(await optionNames(user, 'Phones: action')).toHaveLength(1)
  await press(user, 'Do not change “Phones”')
  await add(user, 'Tags', 'add')
  await typeOption(user, 'Tags', 'vip')
  await press(user, 'Preview')
  await screen.findByText('Will change at most: 1')
  expect(screen.getByText(/cannot read contacts by ID/)).toBeDefined()
  await run(user, 'Change 1 contact')
  expect(await screen.findByRole('link', { name: /^Changed 1/ })).toBeDefined()
})

it('replaces a tag by another, both chosen from those of the account', async () => {
  const stack = stackOf(2)
  stack.mock.store.directory.tagNamed('Twofold')
  const { user } = await editAll(stack)
  await add(user, 'Tags', 'replace')
  await typeOption(user, 'Tags: value to replace', 'unheard of')
  // Nothing is created by naming what is to be replaced.
  expect(screen.getByRole('option').textContent).toBe('Add “unheard of”')
  await user.keyboard('{Escape}')
  await chooseOption(user, 'Tags: value to replace', 'even')
  await typeOption(user, 'Tags: new value', 'twofold')
  await press(user, 'Preview')
  await screen.findByText('Will change: 1')
  await run(user, 'Change 1 contact')
  await screen.findByRole('link', { name: /^Changed 1/ })
  expect(tags(stack, 2)).toEqual(['Twofold'])
})
