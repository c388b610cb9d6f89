import type { ReactNode } from 'react'

/** One part of the interface in all its states. */
export function CataloguePart({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section aria-label={name} className="grid gap-3 border-t border-line pt-4">
      <h2 className="text-lead font-strong">{name}</h2>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(280px,100%),1fr))] gap-x-6 gap-y-4">
        {children}
      </div>
    </section>
  )
}

/** The part in one state, with its name. */
export function CatalogueState({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div data-state className="grid min-w-0 content-start gap-1.5">
      <h3 className="text-meta text-quiet">{name}</h3>
      <div className="min-w-0">{children}</div>
    </div>
  )
}
