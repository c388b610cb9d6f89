import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isE164, toE164 } from './phone-number.ts'

type Props = { phone: string; timeZone: string | null; onChange: (phone: string) => void }

/** Converts a phone to E.164 (+79161234567) on request. */
export function PhoneNormaliser({ phone, timeZone, onChange }: Props) {
  const { t } = useTranslation(['form', 'translation'])
  const [failed, setFailed] = useState<{ phone: string; isNotLoaded: boolean }>()
  if (phone.trim() === '' || isE164(phone)) return null
  const normalise = async () => {
    try {
      const number = await toE164(phone, timeZone)
      if (number) onChange(number)
      setFailed(number ? undefined : { phone, isNotLoaded: false })
    } catch {
      setFailed({ phone, isNotLoaded: true })
    }
  }
  return (
    <p className="flex flex-wrap gap-x-3 text-meta">
      <button
        type="button"
        onClick={() => void normalise()}
        className="rounded text-accent underline-offset-2 hover:underline"
      >
        {t('normalise')}
      </button>
      <span role="status" className="text-quiet">
        {failed?.phone === phone &&
          t(failed.isNotLoaded ? 'translation:problem.partFailed' : 'notNormalised')}
      </span>
    </p>
  )
}
