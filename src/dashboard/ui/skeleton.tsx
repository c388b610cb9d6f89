import type { ReactNode } from 'react'

type Props = {
  /** Announced, such as “Loading contacts”. */
  label: string
  className?: string
  /** Shapes with the class `shimmer`, as high as what is being loaded. */
  children: ReactNode
}

/** Shown in place of content that is being loaded, after a moment. */
export const Skeleton = ({ label, className = '', children }: Props) => (
  <div role="status" aria-label={label} className="after-a-moment">
    <div aria-hidden className={className}>
      {children}
    </div>
  </div>
)
