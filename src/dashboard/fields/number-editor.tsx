import { useTranslation } from 'react-i18next'
import { formatMoney, formatNumber } from '#dashboard/lib/format.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { controlProps, type EditorProps } from './editor-props.ts'
import { toDecimal } from './field-writing.ts'

/** A decimal number with either decimal separator; money shows its currency. */
export function NumberEditor(props: EditorProps<'number'>) {
  const { definition, input, onChange } = props
  const { currency } = definition
  const { language } = useTranslation().i18n
  return (
    <div className="flex items-center gap-2">
      <span className="w-full max-w-60">
        <input
          {...controlProps(props)}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          value={input.text}
          onChange={(event) => onChange({ kind: 'number', text: event.target.value })}
          className={`${controlLook.line} tabular-nums`}
        />
      </span>
      {currency && <span className="text-quiet">{currency}</span>}
      <span className="text-meta text-quiet tabular-nums">
        {grouped(input.text, currency, language)}
      </span>
    </div>
  )
}

/** The grouped number from five digits on, because zeros are easily miscounted. */
function grouped(text: string, currency: string | null, language: string): string {
  const decimal = toDecimal(text)
  const number = Number(decimal)
  if (decimal === '' || !Number.isFinite(number) || Math.abs(number) < 10_000) return ''
  return currency ? formatMoney(number, currency, language) : formatNumber(number, language)
}
