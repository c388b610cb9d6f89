import { useTranslation } from 'react-i18next'
import type { OverviewCount, OverviewShare } from '#contract/api/overview.ts'
import type { Source } from '#contract/api/sources.ts'
import { printRange, type FilterTexts } from '#dashboard/domain/contact-filters.ts'
import { dayOf } from '#dashboard/lib/day-range.ts'
import { formatNumber } from '#dashboard/lib/format.ts'
import { Card } from '#dashboard/ui/card.tsx'
import { contactsLink } from '#dashboard/domain/links.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import { BarTable } from './bar-table.tsx'

type Props = {
  source: Source
  counted: OverviewCount
  /** IANA name of the time zone in which days begin. */
  zone: string
}

const shares = [
  { key: 'responsible', title: 'byResponsible', head: 'responsible', none: 'nobody' },
  { key: 'tags', title: 'byTag', head: 'tag', none: 'noTag' },
  { key: 'bots', title: 'byBot', head: 'bot', none: 'noBot' },
] as const

/** The counted contacts by attribute, as far as the source's list includes it. */
export function OverviewShares({ source, counted, zone }: Props) {
  const { t, i18n } = useTranslation('overview')
  const { filters, operators } = source.capabilities
  const filter = counted.basis === 'changed' ? 'updated' : 'created'
  const since: FilterTexts | undefined =
    counted.from !== null && filters.includes(filter)
      ? {
          // If not everything was counted, the count begins within a day.
          [filter]: printRange({ from: counted.gap ? counted.from : dayOf(counted.from, zone) }),
        }
      : undefined
  /** The filters that list the contacts of a row; undefined if the source has no such filter. */
  const targetOf = (
    key: (typeof shares)[number]['key'],
    id: number | null,
    name: string | null,
  ): FilterTexts | undefined => {
    if (key === 'tags')
      return operators && name !== null
        ? { ...since, where: JSON.stringify([{ key: 'tags', op: 'in', values: [name] }]) }
        : undefined
    if (id === null) return undefined
    return { ...since, [key === 'bots' ? 'bot' : key]: String(id) }
  }
  const rowsOf = (key: (typeof shares)[number]['key'], none: string, share: OverviewShare) => [
    ...share.items.map(({ id, name, contacts }) => {
      const text = name ?? t('unnamed', { id: id ?? '' })
      const target = targetOf(key, id, name)
      return {
        key: `${id} ${name}`,
        name:
          since && target ? <TextLink {...contactsLink(source.id, target)}>{text}</TextLink> : text,
        cells: [{ value: contacts, text: formatNumber(contacts, i18n.language) }],
      }
    }),
    ...(share.none > 0
      ? [
          {
            key: 'none',
            isBarless: true,
            name: <span className="text-quiet">{none}</span>,
            cells: [{ value: share.none, text: formatNumber(share.none, i18n.language) }],
          },
        ]
      : []),
  ]
  return (
    <div className="grid items-start gap-4 md:grid-cols-2">
      {shares.map(({ key, title, head, none }) => {
        const share = counted[key]
        return (
          share &&
          share.items.length + share.none > 0 && (
            <Card key={key} title={t(title)}>
              <BarTable
                label={t(title)}
                columns={[t(head), t('contacts')]}
                rows={rowsOf(key, t(none), share)}
              />
              {(key === 'tags' || share.further > 0) && (
                <p className="border-t border-line px-4 py-2 text-meta text-quiet">
                  {key === 'tags' && t('severalTags')}{' '}
                  {share.further > 0 &&
                    t('more', { shown: share.items.length, count: share.further })}
                </p>
              )}
            </Card>
          )
        )
      })}
    </div>
  )
}
