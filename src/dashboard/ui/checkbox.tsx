import type { ComponentProps } from 'react'

type Props = Omit<ComponentProps<'input'>, 'type' | 'className' | 'ref'> & {
  /** Some of what it stands for is selected. */
  isMixed?: boolean
}

/** The only checkbox, drawn by us (controls.css); the caller renders its label. */
export function Checkbox({ isMixed, ...props }: Props) {
  return (
    <input
      type="checkbox"
      className="check-box"
      {...props}
      ref={
        isMixed === undefined
          ? undefined
          : (box) => {
              if (box) box.indeterminate = isMixed
            }
      }
    />
  )
}
