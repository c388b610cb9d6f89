import { useNavigate, useRouter } from '@tanstack/react-router'
import { Pencil, Table2, Tags, UserRound, WandSparkles } from 'lucide-react'
import { Suspense, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { useJobAnnouncement } from '#dashboard/app/job-announcement.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { fromList, gridLink } from '#dashboard/domain/links.ts'
import type { BatchStart } from '#dashboard/features/bulk/batch/batch-start.ts'
import type { SelectionAction } from '#dashboard/features/list/selection-action.ts'
import { emptySelection, useSelection } from '#dashboard/features/list/contacts-selection.tsx'
import type { SelectionShown } from '#dashboard/features/list/contacts-selection-bar.tsx'
import { useCommands, type CommandId } from '#dashboard/lib/commands.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'
import { FieldChooser, ResponsibleChooser, TagChooser } from './selection-choosers.tsx'

const BatchDrawer = lazyPart(
  () => import('#dashboard/features/bulk/batch/batch-drawer.tsx'),
  'BatchDrawer',
)

type Props = {
  source: Source
  shown: SelectionShown
  render: (actions: readonly SelectionAction[]) => ReactNode
}

const maxGridRows = 250 // contacts in one grid, because their IDs are in its URL

/** What can be changed in the selected contacts, and the drawer in which it is previewed and started. */
export function SelectionActions({ source, shown, render }: Props) {
  const { t } = useTranslation(['setup', 'translation'])
  const navigate = useNavigate()
  const { latestLocation } = useRouter()
  const [selection, updateSelection] = useSelection(source.id)
  const announce = useJobAnnouncement(source.id)
  const [start, setStart] = useState<BatchStart>()
  const { knows, writes, filters, bots } = source.capabilities
  const mayEdit = Boolean(writes?.edit) && mayAt(source, 'bulk')
  const ids = shown.contacts.map(({ id }) => id)
  const rows = { source, onStart: setStart }
  const actions: (SelectionAction | false | undefined)[] = !mayEdit
    ? []
    : [
        knows.responsible && {
          key: 'responsible',
          text: t('translation:attributes.responsible'),
          icon: <UserRound aria-hidden className="size-4" />,
          control: <ResponsibleChooser {...rows} />,
          onSelect: () => setStart({ field: 'responsible' }),
        },
        writes?.tags && {
          key: 'tags',
          text: t('translation:attributes.tags'),
          icon: <Tags aria-hidden className="size-4" />,
          control: <TagChooser {...rows} />,
          onSelect: () => setStart({ field: 'tags' }),
        },
        {
          key: 'field',
          text: t('contacts.otherField'),
          icon: <Pencil aria-hidden className="size-4" />,
          control: <FieldChooser {...rows} />,
          onSelect: () => setStart({ field: undefined }),
        },
        // Bots have a form of their own.
        bots.length === 0 && {
          key: 'normalise',
          text: t('contacts.normalisePhones'),
          icon: <WandSparkles aria-hidden className="size-4" />,
          isRare: true,
          onSelect: () => setStart({ field: 'phones', operation: 'normalise' }),
        },
        filters.includes('ids') &&
          ids.length <= maxGridRows && {
            key: 'rows',
            text: t('contacts.editByRow'),
            icon: <Table2 aria-hidden className="size-4" />,
            onSelect: () =>
              void navigate({ ...gridLink(source.id, ids), state: fromList(latestLocation.state) }),
          },
      ]
  const names: Partial<Record<string, CommandId>> = {
    responsible: 'assign',
    tags: 'tag',
    field: 'editSelected',
    normalise: 'normalisePhones',
    rows: 'editByRow',
  }
  useCommands(
    actions.flatMap((action) => {
      const id = action ? names[action.key] : undefined
      if (!action || !id) return []
      const of = t('translation:contacts.selected', { count: ids.length })
      return [{ id, run: action.onSelect, of }]
    }),
  )
  return (
    <>
      {render(actions.filter((action) => action !== false && action !== undefined))}
      {start && (
        <Suspense>
          <BatchDrawer
            source={source}
            selected={shown.contacts}
            elsewhere={shown.elsewhere}
            query={selection.scope === 'all' ? selection.query : undefined}
            isPart={selection.scope === 'part'}
            start={start}
            onClose={() => setStart(undefined)}
            onStarted={(job) => {
              setStart(undefined)
              // The job has its contacts: if they remained selected, they could be edited again by
              // accident.
              updateSelection(() => emptySelection)
              announce(job)
            }}
          />
        </Suspense>
      )}
    </>
  )
}
