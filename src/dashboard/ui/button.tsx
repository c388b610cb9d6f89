import type { ComponentProps } from 'react'

type Props = Omit<ComponentProps<'button'>, 'type'> & {
  look?: ButtonLook
  type?: 'button' | 'submit'
}

export const buttonLooks = {
  primary: 'bg-accent text-accent-ink hover:brightness-95',
  plain: 'border border-strong bg-surface hover:bg-sunken',
  quiet: 'hover:bg-sunken',
}
export type ButtonLook = keyof typeof buttonLooks

/**
 * `aria-disabled` rather than `disabled` keeps the focus on the button while something loads;
 * clicks are then ignored.
 */
export function Button({ look = 'plain', className = '', onClick, ...props }: Props) {
  const isOff = props['aria-disabled'] === true || props['aria-disabled'] === 'true'
  return (
    <button
      type="button"
      {...props}
      onClick={isOff ? undefined : onClick}
      className={`button ${buttonLooks[look]} ${className}`}
    />
  )
}
