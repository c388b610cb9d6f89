import { screen, waitFor } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { apply, pick } from '#testing/filter-screen.ts'
import { renderApp } from '#testing/render-app.tsx'
import { buildStack } from '#testing/stack.ts'

const list = '/main/contacts'

describe('filters by custom fields', () => {
  const stack = buildStack({ contacts: 400 })
  const fieldOf = (type: string) =>
    stack.mock.store.directory.fields().find((field) => field.type === type)!
  const rows = async (user: UserEvent, filter: string, fill: () => Promise<void>) => {
    await pick(user, filter)
    await fill()
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    await screen.findByText(/^Page 1 ·/)
  }

  it('filters by options, checkboxes, numbers and days', async () => {
    const select = fieldOf('select')
    const tick = fieldOf('checkbox')
    const number = fieldOf('numeric')
    const { user, router } = await renderApp(list, { stack })
    await rows(user, select.name, async () => {
      await user.click(await screen.findByRole('checkbox', { name: select.enums![0]!.value }))
      await apply(user)
    })
    await rows(user, tick.name, async () => apply(user))
    await rows(user, number.name, async () => {
      await user.type(await screen.findByRole('textbox', { name: 'At least' }), '5')
      await user.type(screen.getByRole('textbox', { name: 'At most' }), '10{Enter}')
    })
    const { fields } = router.state.location.search as { fields: string }
    expect(JSON.parse(fields)).toEqual([
      { id: select.id, is: [String(select.enums![0]!.id)] },
      { id: tick.id, is: ['true'] },
      { id: number.id, from: '5', to: '10' },
    ])
    expect(
      screen.getByRole('button', { name: `${select.name}: ${select.enums![0]!.value}` }),
    ).toBeDefined()
    expect(screen.getByRole('button', { name: `${number.name}: 5 – 10` })).toBeDefined()
    const asked = stack.mock.received.all().at(-1)!.url
    expect(decodeURIComponent(asked)).toContain(`[${number.id}][from]=5`)
  })
})
