import { screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { openForm, stackWithAda } from '#testing/form-screen.ts'
import { spokenPhrases, stopSpeaking } from '#testing/spoken-phrases.ts'

afterEach(stopSpeaking)

it('a screen reader announces what is asked about a phone, at its input and after it', async () => {
  const { user } = await openForm('/main/contacts/5/edit', stackWithAda())
  const input = screen.getByRole('textbox', { name: 'Phones' })
  await user.clear(input)
  await user.type(input, '+89165550101')
  await user.tab()
  await waitFor(() => expect(input.getAttribute('aria-describedby')).not.toBeNull())
  expect(await spokenPhrases(screen.getByRole('group', { name: 'Phones' }))).toEqual([
    'group, Phones',
    'textbox, Phones, +89165550101, No country has this code. Change to +7 916 555-01-01 Keep anyway',
    'combobox, Phones: type, has popup listbox, not expanded',
    'work',
    'button, Remove +89165550101',
    'status',
    'paragraph',
    'No country has this code.',
    'button, Change to +7 916 555-01-01',
    'button, Keep anyway',
    'status',
    'button, Add a phone',
  ])
})
