import { X } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import { FieldEditor } from '#dashboard/fields/field-editor.tsx'
import {
  issueCodes,
  type FieldIssue,
  type FieldIssueText,
  type FieldInput,
} from '#dashboard/fields/field-draft.ts'
import { toFieldInput } from '#dashboard/fields/field-reading.ts'
import { describedBy, FieldError, labelIdOf } from '#dashboard/ui/form-field.tsx'
import { IconButton } from '#dashboard/ui/icon-button.tsx'
import { Select } from '#dashboard/ui/select.tsx'
import { issuesOf } from './batch-edit-issues.ts'
import type { BatchEdit } from './batch-plan.ts'
import { oneValueOf, removedBy, type Operation, type Target } from './batch-target.ts'

/** An empty edit of a target. */
export function blankEdit(target: Target, operation?: Operation): BatchEdit {
  const first = operation ?? target.operations[0] ?? 'set'
  const blank = (definition: FieldDefinition) => toFieldInput(definition, undefined, null)
  const item = blank(oneValueOf(target.definition))
  return {
    target,
    operation: first,
    input: first === 'replace' ? item : blank(target.definition),
    old: item,
  }
}

type Props = {
  edit: BatchEdit
  timeZone: string | null
  /** Issues are shown after the preview was requested. */
  isChecked: boolean
  onChange: (edit: BatchEdit) => void
  onRemove: () => void
}

/** One field of the batch edit: operation and values. */
export function BatchEditEntry({ edit, timeZone, isChecked, onChange, onRemove }: Props) {
  const { t } = useTranslation('batch')
  const { target, operation } = edit
  const { name } = target.definition
  const issues = isChecked ? issuesOf(edit, timeZone) : { input: [], old: [] }
  const isMany = target.operations.includes('add')
  const shared = { timeZone }
  return (
    <li className="grid gap-2 border-b border-line px-4 py-3 last:border-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-strong wrap-anywhere">{name}</h3>
        <Select
          label={t('operation', { name })}
          value={operation}
          options={target.operations.map((value) => ({ value, text: t(`operations.${value}`) }))}
          onChange={(next) => onChange(blankEdit(target, next))}
        />
        <span className="ml-auto">
          <IconButton
            label={t('removeField', { name })}
            icon={<X aria-hidden />}
            onClick={onRemove}
          />
        </span>
      </div>
      {operation === 'replace' && (
        <>
          <Value
            {...shared}
            label={t('old', { name })}
            definition={oneValueOf(target.definition)}
            input={edit.old}
            issues={issues.old}
            onChange={(old) => onChange({ ...edit, old })}
          />
          <Value
            {...shared}
            label={t('replacement', { name })}
            definition={oneValueOf(target.definition)}
            input={edit.input}
            issues={issues.input}
            onChange={(input) => onChange({ ...edit, input })}
          />
        </>
      )}
      {(operation === 'set' || operation === 'add' || operation === 'remove') && (
        <Value
          {...shared}
          label={name}
          isLabelHidden
          definition={operation === 'remove' ? removedBy(target.definition) : target.definition}
          input={edit.input}
          issues={issues.input}
          onChange={(input) => onChange({ ...edit, input })}
        />
      )}
      {isMany && operation === 'set' && <p className="text-meta text-quiet">{t('setSeveral')}</p>}
      {operation === 'remove' && <p className="text-meta text-quiet">{t('removeHelp')}</p>}
      {!target.isKnown && <p className="text-meta text-quiet">{t('unknownBefore')}</p>}
    </li>
  )
}

type ValueProps = {
  label: string
  isLabelHidden?: boolean
  definition: FieldDefinition
  input: FieldInput
  timeZone: string | null
  issues: FieldIssue[]
  onChange: (input: FieldInput) => void
}

function Value({ label, isLabelHidden = false, issues, ...props }: ValueProps) {
  const { t } = useTranslation('form')
  const id = useId()
  const texts = issues.map((issue): FieldIssueText => {
    const code = issueCodes.find((known) => known === issue.code)
    return {
      index: issue.index,
      key: issue.key,
      text: code ? t(`issues.${code}`) : t('issues.sourceMessage', { message: issue.code }),
    }
  })
  const whole = texts.filter(({ index }) => index === undefined)
  return (
    <div className="grid gap-1">
      <label
        id={labelIdOf(id)}
        htmlFor={id}
        className={isLabelHidden ? 'sr-only' : 'text-meta text-quiet'}
      >
        {label}
      </label>
      <FieldEditor
        {...props}
        id={id}
        labelId={labelIdOf(id)}
        label={label}
        describedBy={describedBy(id, { help: false, error: whole.length > 0 })}
        issues={texts}
      />
      {whole.length > 0 && (
        <div id={`${id}-error`}>
          {whole.map(({ text }) => (
            <FieldError key={text} text={text} />
          ))}
        </div>
      )}
    </div>
  )
}
