import type { ComponentProps } from 'react'

type Props = Omit<ComponentProps<'input'>, 'type' | 'role' | 'className'> & { checked: boolean }

/** A switch that takes effect immediately; the caller renders its label. */
export function Switch(props: Props) {
  return (
    <input
      type="checkbox"
      role="switch"
      aria-checked={props.checked}
      {...props}
      className="relative h-5 w-9 shrink-0 cursor-pointer appearance-none rounded-full border border-strong bg-sunken transition-colors duration-150 before:absolute before:top-0.5 before:left-0.5 before:size-3.5 before:rounded-full before:bg-quiet before:transition-transform before:duration-150 checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-accent-ink"
    />
  )
}
