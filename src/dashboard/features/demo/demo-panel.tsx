import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Situation, SituationName } from '#contract/api/demo.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { DemoLink } from './demo-link.tsx'
import { demoActions, refreshData } from './demo-queries.ts'
import { DemoRole } from './demo-role.tsx'
import { DemoSituation } from './demo-situation.tsx'
import { DemoStartOver } from './demo-start-over.tsx'

type Props = {
  situations: Situation[]
  /** Called when a link is followed. */
  onLeave: () => void
  onStartedOver: () => void
  /** It is looked at as another role. */
  onRoleChanged: () => void
}

type Toggle = { name: SituationName; isOn: boolean }

/** The situations with their switches, and the resets. */
export function DemoPanel({ situations, onLeave, onStartedOver, onRoleChanged }: Props) {
  const { t } = useTranslation('demo')
  const messageFor = useProblemMessages()
  const client = useQueryClient()
  // Optimistic state until the server confirms: a switch that jumps back looks broken.
  const [toggled, setToggled] = useState<Partial<Record<SituationName, boolean>>>({})
  const toggle = useMutation({
    mutationFn: ({ name, isOn }: Toggle) => demoActions.toggle(name, isOn),
    onSettled: async (_done, _error, { name }) => {
      await refreshData(client)
      setToggled(({ [name]: _known, ...others }) => others)
    },
  })
  const reset = useMutation({
    mutationFn: demoActions.reset,
    onSettled: () => refreshData(client),
  })
  const startOver = useMutation({ mutationFn: demoActions.startOver, onSuccess: onStartedOver })
  const error = toggle.error ?? reset.error ?? startOver.error
  const isNormal = !situations.some(({ isOn }) => isOn)
  return (
    <>
      <div className="border-b border-line px-4 py-3">
        <h2 className="font-strong">{t('title')}</h2>
        <p className="mt-0.5 text-table text-quiet">{t('intro')}</p>
      </div>
      <ul>
        {situations.map((situation) => (
          <DemoSituation
            key={situation.name}
            situation={{ ...situation, isOn: toggled[situation.name] ?? situation.isOn }}
            onToggle={(isOn) => {
              setToggled((others) => ({ ...others, [situation.name]: isOn }))
              toggle.mutate({ name: situation.name, isOn })
            }}
            onFollow={onLeave}
          />
        ))}
      </ul>
      <Suspense>
        <DemoRole onChanged={onRoleChanged} />
      </Suspense>
      <DemoStory onFollow={onLeave} />
      <div className="sticky bottom-0 border-t border-line bg-surface px-4 py-3">
        {error && (
          <p role="alert" className="mb-2 text-table text-danger">
            {messageFor(error).text}
          </p>
        )}
        <p role="status" className="sr-only">
          {isNormal
            ? t('noneOn')
            : t('countOn', { count: situations.filter((s) => s.isOn).length })}
        </p>
        <DemoStartOver
          isRunning={startOver.isPending || startOver.isSuccess}
          onStart={startOver.mutate}
        >
          <Button
            look={isNormal ? 'plain' : 'primary'}
            aria-disabled={reset.isPending}
            onClick={() => reset.mutate()}
          >
            {t('reset')}
          </Button>
        </DemoStartOver>
      </div>
    </>
  )
}

// From the mock's data: no list contains chats without a contact.
const unlinkedChat = '0a5b1c2d-2222-4222-a222-000000000002'

/** Contacts of the demo that are hard to find among ten thousand. */
function DemoStory({ onFollow }: { onFollow: () => void }) {
  const { t } = useTranslation('demo')
  return (
    <section className="border-t border-line px-4 py-3 text-table">
      <h3 className="text-body font-strong">{t('story.title')}</h3>
      <ul className="mt-1 grid gap-y-1.5">
        <li>
          {t('story.duplicates')}
          <div>
            <DemoLink target="duplicates" onFollow={onFollow} />
          </div>
        </li>
        <li>
          {t('story.chat')} <code className="text-meta wrap-anywhere">{unlinkedChat}</code>{' '}
          <div>
            <DemoLink target="chats" onFollow={onFollow} />
          </div>
        </li>
        <li>{t('story.others')}</li>
        <li>
          <DemoLink target="catalogue" onFollow={onFollow} />
        </li>
      </ul>
    </section>
  )
}
