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
      className="switch-box"
    />
  )
}
