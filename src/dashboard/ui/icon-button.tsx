import type { ComponentProps, ReactNode } from 'react'

type Props = Omit<ComponentProps<'button'>, 'type' | 'children'> & {
  /** What it does: its accessible name, also shown on hover. */
  label: string
  icon: ReactNode
}

export function IconButton({ label, icon, ...props }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...props}
      className="-my-1.5 inline-flex size-control shrink-0 items-center justify-center rounded text-quiet hover:bg-sunken hover:text-ink [&_svg]:size-4"
    >
      {icon}
    </button>
  )
}
