import type { ComponentProps, ReactNode } from 'react'

type Props = Omit<ComponentProps<'button'>, 'type' | 'children'> & {
  /** What it does: its accessible name, which its tooltip shows. */
  label: string
  icon: ReactNode
}

export function IconButton({ label, icon, ...props }: Props) {
  return (
    <button type="button" aria-label={label} data-tip="" {...props} className="icon-button">
      {icon}
    </button>
  )
}
