import { useTranslation } from 'react-i18next'
import type { FieldContent } from '#contract/api/fields.ts'
import { useCodeLabel } from './code-labels.ts'

type Multitext = Extract<FieldContent, { kind: 'multitext' }>['values']
type Parts = Extract<FieldContent, { kind: 'address' }>['parts']
type Entities = Extract<FieldContent, { kind: 'legalEntity' }>['entities']

const schemes: Record<string, string> = { PHONE: 'tel:', EMAIL: 'mailto:' }

export function MultitextView({ code, values }: { code: string | null; values: Multitext }) {
  const codeLabel = useCodeLabel()
  const scheme = code === null ? undefined : schemes[code]
  return (
    <ul>
      {values.map(({ value, kind }, index) => (
        <li key={index} className="flex flex-wrap items-baseline gap-x-2">
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
          {kind && <span className="text-meta text-quiet">{codeLabel('kinds', kind)}</span>}
        </li>
      ))}
    </ul>
  )
}

export function AddressView({ parts }: { parts: Parts }) {
  const codeLabel = useCodeLabel()
  return (
    <PartList
      parts={parts.map(({ part, value }) => ({ name: codeLabel('addressParts', part), value }))}
    />
  )
}

export function LegalEntityView({ entities }: { entities: Entities }) {
  const codeLabel = useCodeLabel()
  return entities.map((entity, index) => (
    <PartList
      key={index}
      parts={entity.map(({ key, value }) => ({
        name: codeLabel('legalKeys', key),
        value: key === 'entity_type' ? codeLabel('legalTypes', value) : value,
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

export function UnknownView({ type, values }: { type: string; values: string[] }) {
  const { t } = useTranslation(['translation', 'contact'])
  return (
    <>
      {values.map((value, index) => (
        <p key={index}>{value}</p>
      ))}
      <p className="text-meta text-quiet">{t('contact.unknownField', { type })}</p>
    </>
  )
}
