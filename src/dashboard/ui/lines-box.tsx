import type { Ref } from 'react'
import { controlLook } from './control-look.ts'

type Props = {
  id: string
  label: string
  help: string
  rows: number
  placeholder?: string
  defaultValue?: string
  issue: string | undefined
  ref: Ref<HTMLTextAreaElement>
}

/** A box for pasted lists, with help above and the error below. */
export function LinesBox({ id, label, help, issue, ...box }: Props) {
  return (
    <>
      <label htmlFor={id} className="text-meta font-medium text-quiet">
        {label}
      </label>
      <p id={`${id}-help`} className="text-meta text-quiet">
        {help}
      </p>
      <textarea
        {...box}
        id={id}
        spellCheck={false}
        aria-invalid={issue !== undefined}
        aria-describedby={`${id}-help ${id}-fault`}
        className={`${controlLook.lines} max-w-180 text-table tabular-nums`}
      />
      <p id={`${id}-fault`} role="alert" className="text-meta text-danger empty:hidden">
        {issue}
      </p>
    </>
  )
}
