import { useId, type ReactNode } from 'react'

/** A section of a page with a title. */
export function Card({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="rounded border border-line bg-surface">
      <h2 id={id} className="border-b border-line px-4 py-2.5 font-strong">
        {title}
      </h2>
      {children}
    </section>
  )
}
