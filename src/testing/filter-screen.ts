import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'

/** Opens the filter of that name from the filter builder of the list. */
export async function pick(user: UserEvent, filter: string) {
  await user.click(await screen.findByRole('button', { name: 'Filter' }))
  const available = await screen.findByRole('list', { name: 'Filters' })
  await user.click(await within(available).findByRole('button', { name: filter }))
}

export const apply = (user: UserEvent) => user.click(screen.getByRole('button', { name: 'Apply' }))
