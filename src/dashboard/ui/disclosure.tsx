import { ChevronRight } from 'lucide-react'
import { useId, type ReactNode } from 'react'

type Props = {
  title: string
  /** The number of items, shown before it is opened. */
  count: string
  isOpen: boolean
  onToggle: () => void
  children: ReactNode
}

/** A section that expands; its content is mounted when it opens. */
export function Disclosure({ title, count, isOpen, onToggle, children }: Props) {
  const id = useId()
  return (
    <div>
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={onToggle}
          className="flex h-11 w-full items-center gap-2 px-4 text-left hover:bg-sunken focus-visible:-outline-offset-2"
        >
          <ChevronRight
            aria-hidden
            className={`size-4 text-quiet transition-transform duration-150 ${isOpen ? 'rotate-90' : ''}`}
          />
          <span className="flex-1">{title}</span>{' '}
          <span className="text-quiet tabular-nums">{count}</span>
        </button>
      </h3>
      <div id={id} hidden={!isOpen} className="px-4 pt-1.5 pb-3">
        {isOpen && children}
      </div>
    </div>
  )
}
