import { render } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Suspense, type ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { startI18n, type Language } from '#dashboard/lib/i18n.ts'

/** A control alone, in a language; found by queries that wait, since its texts are loaded. */
export async function renderControl(control: ReactNode, language: Language = 'en') {
  const i18n = await startI18n(language)
  const user = userEvent.setup()
  const shown = render(
    <I18nextProvider i18n={i18n}>
      <Suspense>{control}</Suspense>
    </I18nextProvider>,
  )
  return { ...shown, user }
}
