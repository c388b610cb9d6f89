import { AttributeEditor } from './attribute-editor.tsx'
import type { AttributeDraft } from './attribute-draft.ts'
import type { EditorProps } from './editor-props.ts'
import { ValueCheckLines } from './value-check-lines.tsx'
import { useValueChecks } from './value-checks-state.ts'
import { valueFields } from './value-fields.tsx'

type Props = EditorProps & {
  /** Counts attempts to save: with each, everything that looks wrong is shown. */
  attempt: number
  onKeep?: ((draft: AttributeDraft) => void) | undefined
}

/** The editor for an attribute, with what is asked about the value that is entered in it. */
export function CheckedEditor({ attempt, onKeep, ...props }: Props) {
  const { id, attribute, draft, held, typing, describedBy, onChange, renderUnder } = props
  const checks = useValueChecks({ attribute, draft, held, typing, id, onChange, onKeep, attempt })
  const isRow = attribute.kind === 'contactPoints' && draft.text === null
  const isAsked = (index: number) =>
    checks.at(index).length > 0 || checks.madeAt(index) !== undefined
  const isWarned = (index: number) =>
    checks.at(index).some(({ severity }) => severity === 'warning')
  const ownDescription = [describedBy, !isRow && isAsked(0) && checks.idAt(0)]
  return (
    <div
      data-checked
      data-warned={(!isRow && isWarned(0)) || undefined}
      onBlur={checks.onBlur}
      className="grid min-w-0 gap-1"
    >
      <AttributeEditor
        {...props}
        describedBy={ownDescription.filter(Boolean).join(' ') || undefined}
        onChange={checks.change}
        checkAt={(index) =>
          isRow && isAsked(index)
            ? { id: checks.idAt(index), isWarning: isWarned(index) }
            : undefined
        }
        renderUnder={(item, index) => (
          <>
            {isRow && <ValueCheckLines checks={checks} index={index} />}
            {renderUnder?.(item, index)}
          </>
        )}
      />
      {!isRow && valueFields[attribute.kind].Editor && (
        <ValueCheckLines checks={checks} index={0} />
      )}
    </div>
  )
}
