import type { ComponentProps, ReactNode } from 'react'

type Props = Omit<ComponentProps<'button'>, 'type' | 'children'> & {
  /** What it does: its accessible name, also shown on hover. */
  label: string
  icon: ReactNode
}

export function IconButton({ label, icon, ...props }: Props) {
  return (
    <button type="button" aria-label={label} title={label} {...props} className="icon-button">
      {icon}
    </button>
  )
}
