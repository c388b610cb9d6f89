import { useRef, useState } from 'react'
import { Button } from './button.tsx'
import { controlLook } from './control-look.ts'

type Props = { label: string; text: string; copyLabel: string; copied: string; failed: string }

/** A text that is shown once, to be copied; selected where the clipboard cannot be used. */
export function CopyLine({ label, text, copyLabel, copied, failed }: Props) {
  const box = useRef<HTMLInputElement>(null)
  const [result, setResult] = useState<string>()
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => setResult(copied),
      () => {
        box.current?.select()
        setResult(failed)
      },
    )
  }
  return (
    <div className="grid gap-1">
      <div className="flex gap-2">
        <input
          ref={box}
          readOnly
          translate="no"
          aria-label={label}
          value={text}
          onFocus={(event) => event.target.select()}
          className={`${controlLook.line} font-mono text-meta`}
        />
        <Button look="primary" onClick={copy}>
          {copyLabel}
        </Button>
      </div>
      <p role="status" className="min-h-5 text-meta text-quiet">
        {result}
      </p>
    </div>
  )
}
