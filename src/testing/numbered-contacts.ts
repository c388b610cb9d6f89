import { buildStack, type Stack } from './stack.ts'

/** A stack with `count` contacts named `Person 1` and so on, whose IDs start at `firstId`. */
export function stackOf(
  count: number,
  firstId = 1,
  options: Parameters<typeof buildStack>[0] = {},
): Stack {
  const stack = buildStack({ contacts: 0, ...options })
  for (let id = 1; id <= count; id++)
    stack.mock.store.addContact({
      id: id + firstId - 1,
      name: `Person ${id}`,
      updated_at: 1_700_000_000 + id,
    })
  return stack
}
