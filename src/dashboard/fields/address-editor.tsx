import { useTranslation } from 'react-i18next'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { FieldError } from '#dashboard/ui/form-field.tsx'
import { useCodeWords } from './code-labels.ts'
import { faultAt, type EditorProps } from './editor-props.ts'

/** An address in its parts, in the account's order. */
export function AddressEditor(props: EditorProps<'address'>) {
  const { id, labelId, describedBy, input, onChange, faults } = props
  const { t } = useTranslation('form')
  const words = useCodeWords()
  const isAllWrong = faults.some((fault) => fault.at === undefined)
  return (
    <div
      role="group"
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      className="grid gap-2 sm:grid-cols-2"
    >
      {input.parts.map(({ part, value }, at) => {
        const fault = faultAt(faults, id, at)
        return (
          <label key={at} className={isWide(part) ? 'sm:col-span-2' : undefined}>
            <span className="mb-0.5 block text-meta text-quiet">
              {words('addressParts', part)}
              {part === 'country' && ` · ${t('countryHint')}`}
            </span>
            <input
              type="text"
              autoComplete="off"
              aria-describedby={fault?.errorId}
              aria-invalid={Boolean(fault) || (at === 0 && isAllWrong) || undefined}
              value={value}
              onChange={(event) =>
                onChange({
                  kind: 'address',
                  parts: input.parts.with(at, { part, value: event.target.value }),
                })
              }
              className={controlLook.line}
            />
            {fault && <FieldError id={fault.errorId} text={fault.text} />}
          </label>
        )
      })}
    </div>
  )
}

const isWide = (part: string): boolean => part.startsWith('address_line')
