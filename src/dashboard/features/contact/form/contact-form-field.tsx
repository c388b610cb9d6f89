import { useController, type Control } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import type { Attribute } from '#contract/model/attribute.ts'
import { wholeTexts } from '#dashboard/fields/attribute-editor.tsx'
import { attributeLabel } from '#dashboard/fields/attribute-label.ts'
import { CheckedEditor } from '#dashboard/fields/checked-editor.tsx'
import type { EditorProps } from '#dashboard/fields/editor-props.ts'
import { describedBy, FormField, labelIdOf } from '#dashboard/ui/form-field.tsx'
import { draftName } from './contact-form-keys.ts'
import { useIssueTexts } from './contact-form-issues.ts'
import { valueIn, type FormContext, type FormValues } from './contact-form-values.ts'

type Props = Pick<EditorProps, 'max' | 'tagList' | 'companies' | 'renderUnder'> & {
  attribute: Attribute
  control: Control<FormValues>
  context: FormContext
  base: FormValues
  /** Counts attempts to save. */
  attempt: number
  /** Replaces the attribute's label, such as "Phone" if there can only be one. */
  label?: string | undefined
  help?: string | undefined
  /** Shown beside the label, such as that a value is required. */
  mark?: string | undefined
}

/** One attribute with its label and issues. */
export function ContactFormField(props: Props) {
  const { attribute, control, context, base, attempt } = props
  const { help, mark, max, tagList, companies, renderUnder } = props
  const { t } = useTranslation(['form', 'translation'])
  const textsOf = useIssueTexts()
  const { field, fieldState } = useController({ control, name: draftName(attribute.key) })
  const issues = textsOf(fieldState.error)
  const errors = wholeTexts(issues, attribute.kind)
  const id = attribute.key.replace(':', '-')
  const label = props.label ?? attributeLabel(attribute, t)
  return (
    <FormField id={id} label={label} mark={mark} help={help} errors={errors}>
      <CheckedEditor
        id={id}
        labelId={labelIdOf(id)}
        label={label}
        describedBy={describedBy(id, { help: Boolean(help), error: errors.length > 0 })}
        attribute={attribute}
        draft={field.value}
        held={valueIn(base, attribute.key)}
        onChange={field.onChange}
        issues={issues}
        typing={context.typing}
        max={max}
        tagList={tagList}
        companies={companies}
        renderUnder={renderUnder}
        attempt={attempt}
      />
    </FormField>
  )
}
