import { useTranslation } from 'react-i18next'
import { exactMoney, exactNumber } from '#dashboard/lib/format.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { NumberInput } from '#dashboard/ui/number-input.tsx'
import { draftOfText } from './attribute-draft.ts'
import { controlProps, type EditorProps } from './editor-props.ts'
import { textIn } from './text-editor.tsx'

/** An editor for a decimal number in any common notation; shows the parsed number beside it. */
export function NumberEditor(props: EditorProps) {
  const { attribute, draft, held, onChange, typing } = props
  const { currency } = attribute
  const { language } = useTranslation().i18n
  return (
    <div className="flex items-center gap-2">
      <span className="w-full max-w-90">
        <NumberInput
          {...controlProps(props)}
          text={draft.text ?? textIn(draft.value)}
          onText={(text) => onChange(draftOfText(text, attribute, held, typing))}
          className={controlLook.line}
        />
      </span>
      {currency && <span className="text-quiet">{currency}</span>}
      <span className="text-meta text-quiet tabular-nums">
        {draft.text !== null && understood(textIn(draft.value), currency, language)}
      </span>
    </div>
  )
}

/** The formatted number, if it is easily misread: with at least five digits, or a fraction. */
function understood(decimal: string, currency: string | null, language: string): string {
  if (decimal === '' || /^-?\d{1,4}$/.test(decimal)) return ''
  return currency === null
    ? exactNumber(decimal, language)
    : exactMoney(decimal, currency, language)
}
