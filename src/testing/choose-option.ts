import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'

/** Opens the list of a select or combobox, by its name or itself, and selects an option by name. */
export async function chooseOption(user: UserEvent, control: string | HTMLElement, option: string) {
  const box =
    typeof control === 'string' ? await screen.findByRole('combobox', { name: control }) : control
  await user.click(box)
  const list = await screen.findByRole('listbox', { name: box.getAttribute('aria-label') ?? '' })
  await user.click(within(list).getByRole('option', { name: option }))
}

/** The names of the options of a select or combobox, which is closed again. */
export async function optionNames(user: UserEvent, control: string) {
  await user.click(await screen.findByRole('combobox', { name: control }))
  const list = await screen.findByRole('listbox', { name: control })
  const names = within(list)
    .getAllByRole('option')
    .map((option) => option.textContent)
  await user.keyboard('{Escape}')
  return names
}

/** Opens the list of a combobox and types; what is typed may end with keys such as `{Enter}`. */
export async function typeOption(user: UserEvent, control: string, keys: string) {
  await user.click(await screen.findByRole('combobox', { name: control }))
  await screen.findByRole('combobox', { name: 'Search' })
  await user.keyboard(keys)
}
