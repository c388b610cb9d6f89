import type { ReactNode } from 'react'

const looks = {
  good: 'bg-success',
  busy: 'bg-accent',
  waiting: 'bg-warning',
  bad: 'bg-danger',
  off: 'bg-strong',
}
export type StateTone = keyof typeof looks

/** A state in words with a dot of its colour, which forced colours keep as an outline. */
export function StateMark({ tone, children }: { tone: StateTone; children: ReactNode }) {
  return (
    <span className="inline-flex items-baseline gap-2">
      <span
        aria-hidden
        className={`size-2 shrink-0 rounded-full border border-transparent ${looks[tone]}`}
      />
      <span>{children}</span>
    </span>
  )
}
