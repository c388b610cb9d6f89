import { X } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '#contract/model/attribute.ts'
import type { ValueIssue } from '#contract/model/issue.ts'
import {
  draftOf,
  type AttributeDraft,
  type TypingContext,
} from '#dashboard/fields/attribute-draft.ts'
import { wholeTexts } from '#dashboard/fields/attribute-editor.tsx'
import { CheckedEditor } from '#dashboard/fields/checked-editor.tsx'
import type { CompanyChoices, TagList } from '#dashboard/fields/editor-props.ts'
import { useIssueMessages } from '#dashboard/fields/issue-messages.ts'
import { describedBy, FieldError, labelIdOf } from '#dashboard/ui/form-field.tsx'
import { IconButton } from '#dashboard/ui/icon-button.tsx'
import { Select } from '#dashboard/ui/select.tsx'
import { issuesOf } from './batch-edit-issues.ts'
import type { BatchEdit } from './batch-plan.ts'
import { PhoneCountrySelect } from './phone-country-select.tsx'
import { itemAttribute, removedBy, type Operation, type Target } from './batch-target.ts'

/** An empty edit of a target; what a contact has several of is added to what is there. */
export const blankEdit = (
  target: Target,
  operation: Operation | undefined,
  country: string | null,
): BatchEdit => ({
  target,
  operation: operation ?? target.operations.find((item) => item === 'add') ?? 'set',
  draft: draftOf(null),
  old: draftOf(null),
  country,
})

type Props = {
  edit: BatchEdit
  typing: TypingContext
  tagList: TagList
  companies: CompanyChoices
  /** Issues are shown once the user has requested the preview. */
  isChecked: boolean
  /** Counts requests for the preview. */
  attempt: number
  onChange: (edit: BatchEdit) => void
  onRemove: () => void
}

/** One field of the batch: the operation and its values. */
export function BatchEditEntry(props: Props) {
  const { edit, typing, tagList, companies, isChecked, attempt, onChange, onRemove } = props
  const { t } = useTranslation('batch')
  const { target, operation } = edit
  const { name, attribute } = target
  const issues = isChecked ? issuesOf(edit) : { draft: [], old: [] }
  const isMany = target.operations.includes('add')
  const shared = { typing, tagList, companies, attempt }
  // No tag is created by naming the one to remove.
  const namedTags = { ...tagList, isComplete: false }
  return (
    <li className="grid gap-2 py-3 first:pt-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-medium wrap-anywhere">{name}</h3>
        <Select
          label={t('operation', { name })}
          value={operation}
          options={target.operations.map((value) => ({ value, text: t(`operations.${value}`) }))}
          onChange={(next) => onChange(blankEdit(target, next, edit.country))}
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
          <ValueEditor
            {...shared}
            tagList={namedTags}
            label={t('old', { name })}
            attribute={{ ...itemAttribute(attribute), role: null }}
            draft={edit.old}
            issues={issues.old}
            onChange={(old) => onChange({ ...edit, old })}
          />
          <ValueEditor
            {...shared}
            label={t('replacement', { name })}
            attribute={itemAttribute(attribute)}
            draft={edit.draft}
            issues={issues.draft}
            onChange={(draft) => onChange({ ...edit, draft })}
          />
        </>
      )}
      {(operation === 'set' || operation === 'add' || operation === 'remove') && (
        <ValueEditor
          {...shared}
          tagList={operation === 'remove' ? namedTags : tagList}
          label={name}
          isLabelHidden
          attribute={operation === 'remove' ? removedBy(attribute) : attribute}
          draft={edit.draft}
          issues={issues.draft}
          onChange={(draft) => onChange({ ...edit, draft })}
        />
      )}
      {operation === 'normalise' && (
        <PhoneCountrySelect
          country={edit.country}
          onChange={(country) => onChange({ ...edit, country })}
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
  attribute: Attribute
  draft: AttributeDraft
  typing: TypingContext
  tagList: TagList
  companies: CompanyChoices
  issues: ValueIssue[]
  attempt: number
  onChange: (draft: AttributeDraft) => void
}

function ValueEditor({ label, isLabelHidden = false, issues, ...props }: ValueProps) {
  const messageFor = useIssueMessages()
  const id = useId()
  const texts = issues.map(messageFor)
  const whole = wholeTexts(texts, props.attribute.kind)
  return (
    <div className="grid gap-1">
      <label
        id={labelIdOf(id)}
        htmlFor={id}
        className={isLabelHidden ? 'sr-only' : 'text-meta text-quiet'}
      >
        {label}
      </label>
      <CheckedEditor
        {...props}
        held={null}
        id={id}
        labelId={labelIdOf(id)}
        label={label}
        describedBy={describedBy(id, { help: false, error: whole.length > 0 })}
        issues={texts}
      />
      {whole.length > 0 && (
        <div id={`${id}-error`}>
          {whole.map((text) => (
            <FieldError key={text} text={text} />
          ))}
        </div>
      )}
    </div>
  )
}
