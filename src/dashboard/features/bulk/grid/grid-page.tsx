import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, Lock, UserX } from 'lucide-react'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Account } from '#contract/api/account.ts'
import type { Attribute } from '#contract/model/attribute.ts'
import type { FieldDefinition } from '#contract/model/field-definition.ts'
import type { Source } from '#contract/api/sources.ts'
import type { User } from '#contract/api/users.ts'
import { mayAt } from '#dashboard/domain/granted-source.ts'
import { useAccount } from '#dashboard/domain/use-account.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { attributeLabel } from '#dashboard/fields/attribute-label.ts'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { Skeleton } from '#dashboard/ui/skeleton.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import { ContactGrid, type ContactGridProps } from './contact-grid.tsx'
import { columnsOf, type GridContext } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import {
  canEditRows,
  gridQueries,
  isEditableColumn,
} from '#dashboard/features/bulk/sheet/grid-reading.ts'

type Props = ContactGridProps & {
  source: Source
  /** The contacts to edit; omitted: new contacts. */
  ids?: number[] | undefined
  onTitle: (title: string) => void
  /** Renders the link back to the page from which this one was opened. */
  renderBack: (children: ReactNode) => ReactNode
}

/** The grid with its data, or the reason why it cannot be shown. */
export function ContactGridPage({ source, ids, onTitle, renderBack, ...grid }: Props) {
  const { t } = useTranslation(['grid', 'form', 'translation'])
  const title = ids ? t('titleEdit') : t('title')
  const isAllowed = ids
    ? canEditRows(source)
    : source.capabilities.writes?.create && mayAt(source, 'bulk')
  const obstacle = ids
    ? t('cannotEditRowsText')
    : t('form:readOnlySource', { source: source.title })
  useEffect(() => onTitle(title), [onTitle, title])
  return (
    <section className="flex h-full min-h-120 min-w-0 flex-col pt-3">
      <div className="px-4">
        {renderBack(
          <>
            <ArrowLeft aria-hidden className="size-4" />
            {t('form:backToList')}
          </>,
        )}
        <h1 ref={takeFocus} tabIndex={-1} className="mb-2 text-title font-strong">
          {title}
        </h1>
      </div>
      {isAllowed ? (
        <GridLoaded source={source} ids={ids} {...grid} />
      ) : (
        <StatePanel
          tone="calm"
          icon={<Lock />}
          title={ids ? t('cannotEditRows') : t('form:cannotCreate')}
          text={mayAt(source, 'bulk') ? obstacle : t('translation:problem.codes.forbidden')}
        />
      )}
    </section>
  )
}

const takeFocus = (heading: HTMLHeadingElement | null) => heading?.focus({ preventScroll: true })

type Asked = { source: Source; ids: number[] | undefined }

/** Adds the account's data. The grid works without users, but not without fields. */
function GridLoaded({ source, ids, ...grid }: ContactGridProps & Asked) {
  const { t } = useTranslation(['grid', 'translation'])
  const messageFor = useProblemMessages()
  const known = useAccount(source)
  if (known.state === 'failed')
    return (
      <FailurePanel
        {...messageFor(known.error)}
        retryLabel={t('translation:problem.tryAgain')}
        onRetry={known.retry}
      />
    )
  if (known.state === 'waiting') return <Waiting />
  const { definitions, users, account } = known
  return (
    <Ready
      source={source}
      ids={ids}
      definitions={definitions}
      account={account}
      users={users}
      {...grid}
    />
  )
}

function Waiting() {
  const { t } = useTranslation('grid')
  return (
    <Skeleton label={t('loading')} className="px-4">
      <div className="shimmer h-80 rounded" />
    </Skeleton>
  )
}

type Known = Asked & {
  definitions: FieldDefinition[]
  account: Account
  users: User[] | null
}

/** Uses the initial data only: a refetch must not change the grid while it is edited. */
function Ready({ source, ids, definitions, account, users, ...grid }: ContactGridProps & Known) {
  const { t, i18n } = useTranslation(['grid', 'form'])
  const { t: tForm } = useTranslation(['form', 'translation'])
  const { language } = i18n
  const [known] = useState({ source, definitions, users })
  const isEdit = ids !== undefined
  const context = useMemo((): GridContext => {
    const identity = {
      'identity.bot': t('form:labels.bot'),
      'identity.messenger': t('form:labels.messenger'),
      'identity.id': t('form:labels.id'),
    }
    const nameOf = (attribute: Attribute) => attributeLabel(attribute, tForm)
    const { columns, left } = columnsOf(known, { identity, nameOf })
    return {
      source: known.source,
      columns: isEdit ? columns.filter(isEditableColumn) : columns,
      left,
      typing: { timeZone: account.timeZone, isCommaDecimal: language === 'ru' },
      printing: { timeZone: account.timeZone, yes: t('yes'), no: t('no') },
    }
  }, [known, account.timeZone, isEdit, language, t, tForm])
  return ids ? (
    <Found context={context} ids={ids} {...grid} />
  ) : (
    <ContactGrid context={context} {...grid} />
  )
}

function Found({
  context,
  ids,
  ...grid
}: ContactGridProps & { context: GridContext; ids: number[] }) {
  const { t } = useTranslation(['grid', 'translation'])
  const messageFor = useProblemMessages()
  const contacts = useQuery(gridQueries.contacts(context, ids))
  if (contacts.data && contacts.data.length > 0)
    return <ContactGrid context={context} contacts={contacts.data} {...grid} />
  if (contacts.data)
    return <StatePanel tone="calm" icon={<UserX />} title={t('nobody')} text={t('nobodyText')} />
  if (!contacts.isError) return <Waiting />
  const problem = messageFor(contacts.error)
  return (
    <FailurePanel
      {...problem}
      retryLabel={t('translation:problem.tryAgain')}
      onRetry={() => void contacts.refetch()}
    />
  )
}
