import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '#contract/api/contacts.ts'
import { cleanContactPoint } from '#contract/model/value-kinds/contact-points-kind.ts'
import { emailKey, phoneSearchDigits, phoneTextKey } from '#contract/model/search-key.ts'
import { contactFormQueries } from './contact-form-queries.ts'

type Props = {
  source: string
  what: 'phone' | 'email'
  value: string
  /** Id of the edited contact, which is not its own duplicate. */
  ownId: number | undefined
  hrefFor: (id: number) => string
}

const delayMs = 600 // longer than for search boxes, because no user waits for it

/** Warns of contacts with the same phone or e-mail; shows nothing if they cannot be searched. */
export function ContactFormDuplicates({ source, what, value, ownId, hrefFor }: Props) {
  const { t } = useTranslation(['form', 'translation'])
  const debounced = useDebouncedValue(value)
  const search = searchFor(what, debounced)
  const found = useQuery({
    ...contactFormQueries.duplicates(source, search),
    enabled: search !== '',
  })
  const same = (found.data?.items ?? []).filter(
    (contact) => contact.id !== ownId && has(contact, what, debounced),
  )
  return (
    // Room for one line as soon as something is typed: the answer comes later.
    <div role="status" className={value.trim() === '' ? undefined : '-mb-1 min-h-4'}>
      {same.length > 0 && (
        <p className="flex flex-wrap items-center gap-x-2 text-meta">
          <TriangleAlert aria-hidden className="size-3.5 shrink-0 text-warning" />
          {t(same.length > 1 ? 'duplicates' : 'duplicate')}
          {same.slice(0, 3).map(({ id, name }) => (
            <a key={id} href={hrefFor(id)} target="_blank" rel="noreferrer" className="link">
              {name || t('translation:contacts.unnamed')}
              <span className="sr-only"> {t('translation:app.newWindow')}</span>
            </a>
          ))}
        </p>
      )}
    </div>
  )
}

/** The search text; empty while the value is too short. */
function searchFor(what: Props['what'], value: string): string {
  const text = cleanContactPoint(value)
  if (what === 'email') return emailKey(text) === null || !/\.[^.]+$/.test(text) ? '' : text
  return phoneSearchDigits(text) ?? '' // without a country code, which may be 8 or +7
}

/** A search also returns contacts without an equal value: these do not count. */
function has({ phones, emails }: Contact, what: Props['what'], value: string): boolean {
  const [items, keyOf] =
    what === 'phone' ? ([phones, phoneTextKey] as const) : ([emails, emailKey] as const)
  const key = keyOf(value)
  return key !== null && items.some((item) => keyOf(item.value) === key)
}

function useDebouncedValue(value: string): string {
  const [debounced, setDebounced] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setDebounced(value), delayMs)
    return () => clearTimeout(timer)
  }, [value])
  return debounced
}
