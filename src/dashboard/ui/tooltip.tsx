import { useId, type ReactNode } from 'react'

type Props = {
  /** Adds to what the control says without it; touch screens never show it. */
  text: string
  /** The control. */
  children: (props: { 'aria-describedby': string; 'data-tip': string }) => ReactNode
}

/** A control with a description, which the tooltip of the page shows (see tooltip-layer). */
export function Tooltip({ text, children }: Props) {
  const id = useId()
  return (
    <>
      {children({ 'aria-describedby': id, 'data-tip': text })}
      <span id={id} hidden>
        {text}
      </span>
    </>
  )
}
