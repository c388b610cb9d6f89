import { useQueries, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { showMessage } from '#dashboard/lib/notices.ts'
import { exportQueries, isInWindow, isOpen, startDownload } from './export-queries.ts'

type Props = {
  sources: readonly Source[]
  /** The one whose page is shown. */
  current: string | undefined
}

/** Says on any page that one's export has ended, with its file if there is one. */
export function ExportsWatch({ sources, current }: Props) {
  const { t } = useTranslation('exports')
  const client = useQueryClient()
  const isFollowed = ({ id }: Source) =>
    id === current ||
    (client.getQueryData(exportQueries.list(id).queryKey)?.items.some(isOpen) ?? false)
  const lists = useQueries({
    queries: sources
      .filter((source) => mayAt(source, 'export'))
      .map((source) => ({ ...exportQueries.list(source.id), enabled: isFollowed(source) })),
  })
  const items = lists.flatMap(({ data }) => data?.items ?? [])
  const states = items.map(({ id, state }) => `${id} ${state}`).join()
  const followed = useRef(new Set<string>())
  const report = useEffectEvent(() => {
    for (const file of items) {
      const { id, name, state } = file
      if (isOpen(file)) followed.current.add(id)
      else if (followed.current.delete(id) && !isInWindow(id)) {
        const message = { id: `export-${id}`, isLasting: true }
        if (state === 'ready')
          showMessage({
            ...message,
            text: t('readyMessage', { name }),
            action: { text: t('download'), run: () => startDownload(file) },
          })
        if (state === 'failed') showMessage({ ...message, text: t('failedMessage', { name }) })
      }
    }
  })
  useEffect(() => {
    if (states !== '') report()
  }, [states])
  return null
}
