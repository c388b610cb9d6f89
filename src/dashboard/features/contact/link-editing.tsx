import { useMutation } from '@tanstack/react-query'
import { Suspense, useEffect, useState, type ReactNode } from 'react'
import type { Link } from '#contract/api/writes.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { contactMutations } from './contact-mutations.ts'

// Viewing is more common: the controls and their texts are loaded when a section is opened.
const LinkAdder = lazyPart(() => import('./link-adder.tsx'), 'LinkAdder')
const LinkRemover = lazyPart(() => import('./link-remover.tsx'), 'LinkRemover')
const LinkUndo = lazyPart(() => import('./link-undo.tsx'), 'LinkUndo')

type Options = { source: string; contactId: number; target: Link['target']; isOn: boolean }

/** Controls that link and unlink one kind of entity. */
export function useLinkEditing({ source, contactId, target, isOn }: Options) {
  const change = useMutation(contactMutations.links(source, contactId))
  const adding = useMutation(contactMutations.links(source, contactId))
  const [removed, setRemoved] = useState<{ link: Link; name: string }>()
  // Before something is unlinked: what comes later would move what is below. A failure is reported there.
  useEffect(() => void (isOn && Promise.allSettled([LinkUndo.load()])), [isOn])
  const remover = (link: Omit<Link, 'target'>, name: string): ReactNode =>
    isOn && (
      <Suspense fallback={<span className="icon-button" />}>
        <LinkRemover
          name={name}
          onRemove={() => {
            const whole = { ...link, target }
            setRemoved({ link: whole, name })
            change.mutate({ unlink: [whole] })
          }}
        />
      </Suspense>
    )
  const outcome: ReactNode = removed && (
    <Suspense>
      <LinkUndo
        source={source}
        contactId={contactId}
        name={removed.name}
        error={change.error}
        onUndo={() => {
          setRemoved(undefined)
          change.mutate(
            { link: [removed.link], undo: change.context },
            { onError: () => setRemoved(removed) },
          )
        }}
      />
    </Suspense>
  )
  const adder: ReactNode = isOn && (
    <Suspense fallback={<span className="block h-control" />}>
      {outcome}
      <LinkAdder source={source} contactId={contactId} target={target} adding={adding} />
    </Suspense>
  )
  /** Why an unlinked item was restored; shown if no more links can be added. */
  const failure = change.isError && outcome
  /** The ID that is being linked: its room in the list is kept. */
  const awaited = adding.isPending ? adding.variables.link?.[0]?.id : undefined
  return { remover, adder, failure, awaited }
}
