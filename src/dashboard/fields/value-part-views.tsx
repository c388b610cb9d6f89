import { useTranslation } from 'react-i18next'
import {
  exactMoney,
  exactNumber,
  formatDay,
  formatMoment,
  formatPhone,
} from '#dashboard/lib/format.ts'
import { formatBytes } from './file-size.ts'
import { isWebAddress } from '#contract/model/web-address.ts'
import { mailtoHref, telHref } from '#dashboard/lib/safe-href.ts'
import {
  contactPointRole,
  type ContactPointRole,
  type ValueKindName,
  type ValueOf,
} from '#contract/model/value.ts'
import { useCodeLabel } from './code-labels.ts'
import type { ViewProps } from './value-view.tsx'

type Of<Kind extends ValueKindName> = ViewProps<ValueOf<Kind>>

export const TextView = ({ value }: Of<'text'>) =>
  value.values.map((text, index) => (
    <p key={index} className="whitespace-pre-line">
      {text}
    </p>
  ))

export const UrlView = ({ value }: Of<'url'>) =>
  value.values.map((url, index) => <OuterLink key={index} url={url} />)

function OuterLink({ url }: { url: string }) {
  const { t } = useTranslation('translation')
  if (!isWebAddress(url.trim())) return url
  return (
    <a href={url} target="_blank" rel="noreferrer" className="link block">
      {url}
      <span className="sr-only"> {t('app.newWindow')}</span>
    </a>
  )
}

export function NumberView({ value }: Of<'number'>) {
  const { language } = useTranslation().i18n
  return <span className="tabular-nums">{exactNumber(value.value, language)}</span>
}

export function MoneyView({ value }: Of<'money'>) {
  const { language } = useTranslation().i18n
  return <span className="tabular-nums">{exactMoney(value.value, value.currency, language)}</span>
}

export function FlagView({ value }: Of<'flag'>) {
  const { t } = useTranslation(['translation', 'contact'])
  return value.value ? t('contact.yes') : t('contact.no')
}

export function DateView({ value }: Of<'date'>) {
  const { language } = useTranslation().i18n
  return <time dateTime={value.value}>{formatDay(value.value, language)}</time>
}

export function DateTimeView({ value, timeZone }: Of<'dateTime'>) {
  const { language } = useTranslation().i18n
  return <time dateTime={value.value}>{formatMoment(value.value, language, timeZone)}</time>
}

export const ChoiceView = ({ value }: Of<'choice'>) =>
  value.options.map(({ label }) => label).join(', ')

const hrefs: Record<ContactPointRole, (value: string) => string> = {
  phones: telHref,
  emails: mailtoHref,
}

export function ContactPointsView({ value, role }: Of<'contactPoints'>) {
  const codeLabel = useCodeLabel()
  const known = contactPointRole.safeParse(role).data
  const toHref = known && hrefs[known]
  return (
    <ul>
      {value.items.map((item, index) => (
        <li key={index} className="flex flex-wrap items-baseline gap-x-2">
          {toHref ? (
            <a href={toHref(item.value)} className="link tabular-nums" data-copied={item.value}>
              {known === 'phones' ? formatPhone(item.value) : item.value}
            </a>
          ) : (
            <span>{item.value}</span>
          )}
          {item.kind && (
            <span className="text-meta text-quiet">{codeLabel('kinds', item.kind)}</span>
          )}
        </li>
      ))}
    </ul>
  )
}

export function AddressView({ value }: Of<'address'>) {
  const codeLabel = useCodeLabel()
  const parts = value.parts.map((part) => ({
    name: codeLabel('addressParts', part.part),
    value: part.value,
  }))
  return <PartList parts={parts} />
}

export function CompanyDetailsView({ value }: Of<'companyDetails'>) {
  const codeLabel = useCodeLabel()
  return value.entities.map((entity, index) => (
    <PartList
      key={index}
      parts={entity.map((detail) => ({
        name: codeLabel('legalKeys', detail.key),
        value: detail.key === 'entity_type' ? codeLabel('legalTypes', detail.value) : detail.value,
      }))}
    />
  ))
}

function PartList({ parts }: { parts: { name: string; value: string }[] }) {
  return (
    <ul>
      {parts.map(({ name, value }, index) => (
        <li key={index}>
          <span className="text-quiet">{name}: </span>
          {value}
        </li>
      ))}
    </ul>
  )
}

export const ReferenceView = ({ value }: Of<'user' | 'company'>) => value.name ?? `#${value.id}`

export const TagsView = ({ value }: Of<'tags'>) => value.items.map(({ name }) => name).join(', ')

export const LinksView = ({ value }: Of<'links'>) =>
  value.items.map(({ id }) => `#${id}`).join(', ')

export function FilesView({ value }: Of<'files'>) {
  const { language } = useTranslation().i18n
  return value.items.map((file, index) => (
    <p key={index}>
      {file.name}
      {file.bytes !== null && (
        <span className="ml-2 text-quiet tabular-nums">{formatBytes(file.bytes, language)}</span>
      )}
    </p>
  ))
}

export function UnknownView({ value, sourceType }: Of<'unknown'>) {
  const { t } = useTranslation(['translation', 'contact'])
  return (
    <>
      {value.values.map((text, index) => (
        <p key={index}>{text}</p>
      ))}
      {sourceType && (
        <p className="text-meta text-quiet">{t('contact.unknownField', { type: sourceType })}</p>
      )}
    </>
  )
}
