import { ArrowRight } from 'lucide-react'

export type ShownChange = {
  key: string
  label: string
  /** Undefined: nobody knows what was there. */
  before?: string | undefined
  /** `before` says that there was nothing. */
  wasEmpty?: boolean
  after?: string | undefined
}

type Props = {
  changes: ShownChange[]
  /** Announced before the two values. */
  labels: { before: string; after: string }
}

/** What was changed, one line each: its name, the value before, and the value after. */
export const ChangeList = ({ changes, labels }: Props) => (
  <dl className="grid gap-y-1.5 sm:grid-cols-[minmax(7rem,auto)_minmax(0,1fr)] sm:gap-x-4">
    {changes.map(({ key, label, before, wasEmpty = false, after }) => (
      <div key={key} className="contents">
        <dt className="text-quiet max-sm:text-meta">{label}</dt>
        <dd className="flex flex-wrap items-baseline gap-x-2 wrap-anywhere max-sm:mb-1">
          {before !== undefined && (
            <>
              <del className={`text-quiet ${wasEmpty ? 'no-underline' : 'decoration-line-strong'}`}>
                <span className="sr-only">{labels.before}: </span>
                {before}
              </del>
              <ArrowRight aria-hidden className="size-3.5 shrink-0 self-center text-quiet" />
            </>
          )}
          <ins className="no-underline">
            <span className="sr-only">{labels.after}: </span>
            {after}
          </ins>
        </dd>
      </div>
    ))}
  </dl>
)
