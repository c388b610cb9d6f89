import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = { tone: 'warning'; children: ReactNode } & (
  | { action: string; onAction: () => void }
  | { action?: never; onAction?: never }
)

/** One line above the content to which it refers; announced when it appears. */
export function Note({ children, action, onAction }: Props) {
  return (
    <p role="status" className="flex gap-x-2">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
      <span className="min-w-0 wrap-anywhere">
        {children}{' '}
        {action && (
          <button type="button" onClick={onAction} className="link">
            {action}
          </button>
        )}
      </span>
    </p>
  )
}
