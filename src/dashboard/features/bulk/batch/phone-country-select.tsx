import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { countries } from '#contract/model/phone-reading.ts'
import { SelectBox } from '#dashboard/ui/select.tsx'

type Props = {
  /** ISO code; null: numbers without a country code stay as they are. */
  country: string | null
  onChange: (country: string | null) => void
}

/** Of which country phones without a country code are: assumed from the account, and chosen here. */
export function PhoneCountrySelect({ country, onChange }: Props) {
  const { t, i18n } = useTranslation('batch')
  const options = useMemo(() => {
    const names = new Intl.DisplayNames([i18n.language], { type: 'region' })
    return countries()
      .map((code) => ({ value: code, text: names.of(code) ?? code }))
      .toSorted((a, b) => a.text.localeCompare(b.text, i18n.language))
  }, [i18n.language])
  return (
    <div className="grid max-w-90 gap-1">
      <span className="text-meta text-quiet">{t('phoneCountry')}</span>
      <SelectBox
        label={t('phoneCountry')}
        value={country ?? ''}
        options={[{ value: '', text: t('noPhoneCountry') }, ...options]}
        onChange={(code) => onChange(code === '' ? null : code)}
      />
      <p className="text-meta text-quiet">{t('normaliseHelp')}</p>
    </div>
  )
}
