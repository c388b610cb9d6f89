import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

type Props = { text: string; label: string }

/** Puts a text on the clipboard and says whether it could. */
export function CopyButton({ text, label }: Props) {
  const { t } = useTranslation('chats')
  const [result, setResult] = useState<'copied' | 'copyFailed'>()
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setResult('copied'),
      () => setResult('copyFailed'),
    )
  }
  return (
    <span className="inline-flex items-center gap-1">
      <span role="status" className="text-meta text-quiet">
        {result && t(result)}
      </span>
      <button
        type="button"
        aria-label={label}
        title={label}
        onClick={copy}
        className="inline-flex size-8 shrink-0 items-center justify-center rounded text-quiet hover:bg-sunken hover:text-ink"
      >
        {result === 'copied' ? (
          <Check aria-hidden className="size-4" />
        ) : (
          <Copy aria-hidden className="size-4" />
        )}
      </button>
    </span>
  )
}
