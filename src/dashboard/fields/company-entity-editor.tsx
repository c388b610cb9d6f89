import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { FieldError } from '#dashboard/ui/form-field.tsx'
import { SelectBox } from '#dashboard/ui/select.tsx'
import { useCodeLabel } from './code-labels.ts'
import type { ValueOf } from '#contract/model/value.ts'

type Entity = ValueOf<'companyDetails'>['entities'][number]
type Props = {
  id: string
  label: string
  entity: Entity
  issues: { part?: string | undefined; text: string }[]
  onChange: (entity: Entity) => void
  onRemove: () => void
}

const usual = ['name', 'entity_type', 'vat_id', 'kpp', 'address'] as const
const more = ['bank_account_number', 'bank_code', 'director', 'real_address'] as const

/**
 * The most common details, others that the entity has, and on request the remaining common ones.
 */
export function CompanyEntityEditor({ id, label, entity, issues, onChange, onRemove }: Props) {
  const { t } = useTranslation('form')
  const valueOf = (key: string) => entity.find((item) => item.key === key)?.value ?? ''
  // The initial keys, because an input must not move while the user types in it.
  const [own] = useState(() => entity.map(({ key }) => key).filter((key) => !isUsual(key)))
  const put = (key: string, value: string) =>
    onChange(
      entity.some((item) => item.key === key)
        ? entity.map((item) => (item.key === key ? { key, value } : item))
        : [...entity, { key, value }],
    )
  const part = (key: string) => (
    <Detail
      key={key}
      name={key}
      id={key === 'name' ? id : `${id}-${key}`}
      value={valueOf(key)}
      issue={issues.find((item) => (item.part ?? 'name') === key)?.text}
      onChange={(value) => put(key, value)}
    />
  )
  return (
    <fieldset className="w-full rounded border border-line bg-surface px-3 pt-1 pb-3">
      <legend className="sr-only">{label}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {usual.map(part)}
        {own.map(part)}
      </div>
      <div className="mt-2 flex flex-wrap items-start justify-between gap-2">
        <details className="min-w-0 flex-1">
          <summary className="w-fit rounded py-1.5 text-quiet hover:text-ink">
            {t('moreRequisites')}
          </summary>
          <div className="mt-1 grid gap-2 sm:grid-cols-2">
            {more.filter((key) => !own.includes(key)).map(part)}
          </div>
        </details>
        <Button look="quiet" onClick={onRemove}>
          {t('removeEntity')}
        </Button>
      </div>
    </fieldset>
  )
}

const isUsual = (key: string) => usual.some((item) => item === key)

function Detail(props: {
  id: string
  name: string
  value: string
  issue: string | undefined
  onChange: (value: string) => void
}) {
  const { id, name, value, issue, onChange } = props
  const { t } = useTranslation('form')
  const codeLabel = useCodeLabel()
  const errorId = `${id}-error`
  const shared = {
    id,
    value,
    'data-first': name === 'name' || undefined,
    'aria-invalid': Boolean(issue) || undefined,
    'aria-describedby': issue && errorId,
  }
  return (
    <div className={name === 'name' || name === 'address' ? 'sm:col-span-2' : undefined}>
      <label htmlFor={id} className="mb-0.5 block text-meta text-quiet">
        {codeLabel('legalKeys', name)}
        {name === 'name' && ` · ${t('required')}`}
      </label>
      {name === 'entity_type' ? (
        <SelectBox
          {...shared}
          label={codeLabel('legalKeys', name)}
          options={[
            { value: '', text: t('notChosen') },
            ...[...new Set(['1', '2', ...(value ? [value] : [])])].map((type) => ({
              value: type,
              text: codeLabel('legalTypes', type),
            })),
          ]}
          onChange={onChange}
        />
      ) : (
        <input
          {...shared}
          type="text"
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
          className={controlLook.line}
        />
      )}
      {issue && <FieldError id={errorId} text={issue} />}
    </div>
  )
}
