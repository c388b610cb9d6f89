import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { role as roles } from '#contract/api/roles.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { sessionQueries } from '#dashboard/domain/session-queries.ts'
import { Note } from '#dashboard/ui/note.tsx'
import { Select } from '#dashboard/ui/select.tsx'
import { demoActions } from './demo-queries.ts'

/** The demo as somebody with another role sees it. `onChanged`: everything has to be read again. */
export function DemoRole({ onChanged }: { onChanged: () => void }) {
  const { t } = useTranslation('people')
  const messageFor = useProblemMessages()
  const shown = useQuery(sessionQueries.current()).data?.demoRole
  const look = useMutation({ mutationFn: demoActions.lookAs, onSuccess: onChanged })
  if (!shown) return null
  return (
    <div className="border-t border-line px-4 py-2">
      <Select
        label={t('demo.title')}
        isLabelShown="always"
        value={look.variables ?? shown}
        options={roles.options.map((name) => ({ value: name, text: t(`roles.${name}`) }))}
        onChange={(role) => look.mutate(role)}
      />
      <p className="text-meta text-quiet">{t('demo.note')}</p>
      {look.error && <Note tone="warning">{messageFor(look.error).text}</Note>}
    </div>
  )
}
