import { render } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactElement } from 'react'
import { startI18n, type Language } from '#dashboard/lib/i18n.ts'

/** A control on an otherwise empty page. */
export async function renderControl(control: ReactElement, language: Language = 'en') {
  await startI18n(language)
  return { ...render(control), user: userEvent.setup() }
}
