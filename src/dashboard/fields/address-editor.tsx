import { useTranslation } from 'react-i18next'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { FieldError } from '#dashboard/ui/form-field.tsx'
import { useCodeLabel } from './code-labels.ts'
import { draftOf } from './attribute-draft.ts'
import { issueAt, type EditorProps } from './editor-props.ts'

/** An editor for the parts of an address, in the account's order. */
export function AddressEditor(props: EditorProps) {
  const { id, labelId, describedBy, onChange, issues } = props
  const { t } = useTranslation('form')
  const codeLabel = useCodeLabel()
  const parts = partsOf(props)
  const isAllWrong = issues.some((issue) => issue.index === undefined)
  return (
    <div
      role="group"
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      className="grid gap-2 sm:grid-cols-2"
    >
      {parts.map(({ part, value }, index) => {
        const issue = issueAt(issues, id, index)
        return (
          <label key={index} className={isWide(part) ? 'sm:col-span-2' : undefined}>
            <span className="mb-0.5 block text-meta text-quiet">
              {codeLabel('addressParts', part)}
              {part === 'country' && ` · ${t('countryHint')}`}
            </span>
            <input
              type="text"
              autoComplete="off"
              aria-describedby={issue?.errorId}
              aria-invalid={Boolean(issue) || (index === 0 && isAllWrong) || undefined}
              value={value}
              onChange={(event) =>
                onChange(
                  draftOf({
                    kind: 'address',
                    parts: parts.with(index, { part, value: event.target.value }),
                  }),
                )
              }
              className={controlLook.line}
            />
            {issue && <FieldError id={issue.errorId} text={issue.text} />}
          </label>
        )
      })}
    </div>
  )
}

const isWide = (part: string): boolean => part.startsWith('address_line')

/** The account's parts in their order, filled or empty, then other parts of the contact. */
function partsOf({ attribute, draft }: EditorProps) {
  const rest = draft.value?.kind === 'address' ? [...draft.value.parts] : []
  const known = attribute.options.flatMap(({ code, label }) => {
    const part = code ?? label
    const own = rest.filter((filled) => filled.part === part)
    for (const filled of own) rest.splice(rest.indexOf(filled), 1)
    return own.length > 0 ? own : [{ part, value: '' }]
  })
  return [...known, ...rest]
}
