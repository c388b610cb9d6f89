import type { UserEvent } from '@testing-library/user-event'

/**
 * Adds text to an input at once, where it does not matter that a person types it letter by letter:
 * the screen renders once instead of for each letter.
 */
export async function enterText(user: UserEvent, input: HTMLElement, text: string): Promise<void> {
  await user.click(input)
  await user.paste(text)
}
