import type { ComponentProps } from 'react'

type Props = Omit<ComponentProps<'input'>, 'type' | 'className'> & {
  /** Whether it is aligned with the first line of a text beside it. */
  isAtText?: boolean
}

/** The only radio button, drawn by us (controls.css); the caller renders its label. */
export const Radio = ({ isAtText = false, ...props }: Props) => (
  <input type="radio" {...props} className={isAtText ? 'radio-box translate-y-0.5' : 'radio-box'} />
)
