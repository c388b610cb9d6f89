import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Situation, SituationName } from '#contract/api/demo.ts'
import { useProblemWords } from '#dashboard/domain/problem-messages.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { demoDeeds, lookAgain } from './demo-queries.ts'
import { DemoSituation, type RenderPlace } from './demo-situation.tsx'
import { DemoStartOver } from './demo-start-over.tsx'
import { DemoStory } from './demo-story.tsx'

type Props = {
  situations: Situation[]
  renderPlace: RenderPlace
  /** By one of the links: what is there wants to be seen. */
  onLeave: () => void
  onStartedOver: () => void
}

type Turn = { name: SituationName; isOn: boolean }

/** Everything that can go wrong, each with its switch; and the ways back. */
export function DemoPanel({ situations, renderPlace, onLeave, onStartedOver }: Props) {
  const { t } = useTranslation('demo')
  const wordsOf = useProblemWords()
  const client = useQueryClient()
  // As they were turned, until it is known how they are: a switch that jumps back looks broken.
  const [turned, setTurned] = useState<Partial<Record<SituationName, boolean>>>({})
  const turn = useMutation({
    mutationFn: ({ name, isOn }: Turn) => demoDeeds.turn(name, isOn),
    onSettled: async (_done, _error, { name }) => {
      await lookAgain(client)
      setTurned(({ [name]: _known, ...others }) => others)
    },
  })
  const settle = useMutation({
    mutationFn: demoDeeds.settle,
    onSettled: () => lookAgain(client),
  })
  const startOver = useMutation({ mutationFn: demoDeeds.startOver, onSuccess: onStartedOver })
  const error = turn.error ?? settle.error ?? startOver.error
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
            situation={{ ...situation, isOn: turned[situation.name] ?? situation.isOn }}
            onTurn={(isOn) => {
              setTurned((others) => ({ ...others, [situation.name]: isOn }))
              turn.mutate({ name: situation.name, isOn })
            }}
            renderPlace={(place, words) => renderPlace(place, words, onLeave)}
          />
        ))}
      </ul>
      <DemoStory renderPlace={(place, words) => renderPlace(place, words, onLeave)} />
      <div className="sticky bottom-0 border-t border-line bg-surface px-4 py-3">
        {error && (
          <p role="alert" className="mb-2 text-table text-danger">
            {wordsOf(error).text}
          </p>
        )}
        <p role="status" className="sr-only">
          {isNormal ? t('noneOn') : t('countOn', { count: situations.filter((s) => s.isOn).length })}
        </p>
        <DemoStartOver
          isRunning={startOver.isPending || startOver.isSuccess}
          onStart={startOver.mutate}
        >
          <Button
            look={isNormal ? 'plain' : 'primary'}
            aria-disabled={settle.isPending}
            onClick={() => settle.mutate()}
          >
            {t('reset')}
          </Button>
        </DemoStartOver>
      </div>
    </>
  )
}
