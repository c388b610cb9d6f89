import { useTranslation } from 'react-i18next'
import type { ContactField } from '#contract/api/fields.ts'
import { exactNumber, isWebAddress } from '#dashboard/domain/field-text.ts'
import { formatBytes, formatDay, formatMoment, formatMoney } from '#dashboard/lib/format.ts'
import { AddressView, LegalEntityView, MultitextView, UnknownView } from './field-parts-view.tsx'

type Props = {
  field: ContactField
  /** The account's time zone (IANA name) for its times; null: the browser's. */
  timeZone: string | null
}

/** The value of a field, rendered by its kind. */
export function FieldContentView({ field, timeZone }: Props) {
  const { t, i18n } = useTranslation(['translation', 'contact'])
  const { language } = i18n
  const { content } = field
  switch (content.kind) {
    case 'text':
      return content.values.map((text, index) => (
        <p key={index} className="whitespace-pre-line">
          {text}
        </p>
      ))
    case 'link':
      return content.values.map((url, index) => <OuterLink key={index} url={url} />)
    case 'number':
      return <span className="tabular-nums">{exactNumber(content.value, language)}</span>
    case 'money':
      return (
        <span className="tabular-nums">
          {formatMoney(Number(content.value), content.currency, language)}
        </span>
      )
    case 'checkbox':
      return content.value ? t('contact.yes') : t('contact.no')
    case 'date':
      return <time dateTime={content.value}>{formatDay(content.value, language)}</time>
    case 'dateTime':
      return <time dateTime={content.value}>{formatMoment(content.value, language, timeZone)}</time>
    case 'options':
      return content.labels.join(', ')
    case 'multitext':
      return <MultitextView code={field.code} values={content.values} />
    case 'address':
      return <AddressView parts={content.parts} />
    case 'legalEntity':
      return <LegalEntityView entities={content.entities} />
    case 'file':
      return content.files.map((file, index) => (
        <p key={index}>
          {file.name}
          {file.bytes !== null && (
            <span className="ml-2 text-quiet tabular-nums">
              {formatBytes(file.bytes, language)}
            </span>
          )}
        </p>
      ))
    case 'unknown':
      return <UnknownView type={field.type} values={content.values} />
  }
}

function OuterLink({ url }: { url: string }) {
  const { t } = useTranslation(['translation', 'contact'])
  if (!isWebAddress(url)) return url
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      className="block text-accent underline-offset-2 hover:underline"
    >
      {url}
      <span className="sr-only"> {t('app.newWindow')}</span>
    </a>
  )
}
