import { Search } from 'lucide-react'
import type { ComponentProps } from 'react'

type Props = Omit<ComponentProps<'input'>, 'type' | 'className' | 'aria-label'> & {
  /** Its accessible name, and what it says while it is empty unless `placeholder` does. */
  label: string
}

/** The box over a list of options, by which they are found. */
export function OptionsSearchBox({ label, ...props }: Props) {
  return (
    <div className="flex items-center border-b border-line ps-3">
      <Search aria-hidden className="size-4 shrink-0 text-quiet" />
      <input
        type="text"
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        placeholder={label}
        {...props}
        className="m-1 h-control min-w-0 flex-1 rounded bg-transparent px-2 -outline-offset-2 placeholder:text-quiet pointer-coarse:h-11"
      />
    </div>
  )
}
