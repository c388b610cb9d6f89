import { useTranslation } from 'react-i18next'
import type { FieldContent } from '#contract/api/fields.ts'
import { useCodeWords } from './code-labels.ts'

type Multitext = Extract<FieldContent, { kind: 'multitext' }>['values']
type Parts = Extract<FieldContent, { kind: 'address' }>['parts']
type Entities = Extract<FieldContent, { kind: 'legalEntity' }>['entities']

const schemes: Record<string, string> = { PHONE: 'tel:', EMAIL: 'mailto:' }

export function MultitextView({ code, values }: { code: string | null; values: Multitext }) {
  const words = useCodeWords()
  const scheme = code === null ? undefined : schemes[code]
  return (
    <ul>
      {values.map(({ value, kind }, at) => (
        <li key={at} className="flex flex-wrap items-baseline gap-x-2">
          {scheme ? (
            <a
              href={scheme + value}
              className="tabular-nums text-accent underline-offset-2 hover:underline"
            >
              {value}
            </a>
          ) : (
            <span>{value}</span>
          )}
          {kind && <span className="text-meta text-quiet">{words('kinds', kind)}</span>}
        </li>
      ))}
    </ul>
  )
}

export function AddressView({ parts }: { parts: Parts }) {
  const words = useCodeWords()
  return (
    <PartList
      parts={parts.map(({ part, value }) => ({ name: words('addressParts', part), value }))}
    />
  )
}

export function LegalEntityView({ entities }: { entities: Entities }) {
  const words = useCodeWords()
  return entities.map((entity, at) => (
    <PartList
      key={at}
      parts={entity.map(({ key, value }) => ({
        name: words('legalKeys', key),
        value: key === 'entity_type' ? words('legalTypes', value) : value,
      }))}
    />
  ))
}

function PartList({ parts }: { parts: { name: string; value: string }[] }) {
  return (
    <ul>
      {parts.map(({ name, value }, at) => (
        <li key={at}>
          <span className="text-quiet">{name}: </span>
          {value}
        </li>
      ))}
    </ul>
  )
}

export function UnknownView({ type, values }: { type: string; values: string[] }) {
  const { t } = useTranslation(['translation', 'contact'])
  return (
    <>
      {values.map((value, at) => (
        <p key={at}>{value}</p>
      ))}
      <p className="text-meta text-quiet">{t('contact.unknownField', { type })}</p>
    </>
  )
}
