import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

type Props = { text: string; label: string }

/** Puts a text on the clipboard and says whether it could. */
export function CopyButton({ text, label }: Props) {
  const { t } = useTranslation('chats')
  const [said, setSaid] = useState<'copied' | 'copyFailed'>()
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setSaid('copied'),
      () => setSaid('copyFailed'),
    )
  }
  return (
    <span className="inline-flex items-center gap-1">
      <span role="status" className="text-meta text-quiet">
        {said && t(said)}
      </span>
      <button
        type="button"
        aria-label={label}
        title={label}
        onClick={copy}
        className="inline-flex size-8 shrink-0 items-center justify-center rounded text-quiet hover:bg-sunken hover:text-ink"
      >
        {said === 'copied' ? (
          <Check aria-hidden className="size-4" />
        ) : (
          <Copy aria-hidden className="size-4" />
        )}
      </button>
    </span>
  )
}
