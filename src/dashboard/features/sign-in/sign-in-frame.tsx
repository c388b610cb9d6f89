import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

type Props = { title: string; text?: string | undefined; languages: ReactNode; children: ReactNode }

/** The page of whoever is not signed in: one card, without the frame of the other pages. */
export function SignInFrame({ title, text, languages, children }: Props) {
  const { t } = useTranslation('translation')
  return (
    <main className="grid min-h-dvh content-start justify-items-center gap-6 bg-page px-4 pt-[min(16dvh,9rem)] pb-12">
      <p className="flex items-center gap-2 text-lead font-strong">
        <img src="/favicon.svg" alt="" className="size-7" />
        {t('app.name')}
      </p>
      <div className="grid w-full max-w-96 gap-4 rounded-float border border-line bg-surface p-6 max-sm:p-4">
        <div>
          <h1 className="text-title font-strong">{title}</h1>
          {text && <p className="mt-1 text-quiet wrap-anywhere">{text}</p>}
        </div>
        {children}
      </div>
      {languages}
    </main>
  )
}
