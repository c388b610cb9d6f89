import { useTranslation } from 'react-i18next'
import { changeLanguage, languages } from '#dashboard/lib/i18n.ts'

export function LanguageSwitch() {
  const { t, i18n } = useTranslation()
  return (
    <div role="group" aria-label={t('app.language')} className="flex">
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-label={language === 'ru' ? 'Русский' : 'English'}
          aria-pressed={i18n.language === language}
          onClick={() => void changeLanguage(i18n, language)}
          className="h-control rounded px-2 text-meta text-quiet uppercase hover:bg-sunken aria-pressed:font-medium aria-pressed:text-ink max-sm:w-11 aria-pressed:max-sm:hidden"
        >
          {language}
        </button>
      ))}
    </div>
  )
}
