import { useState } from 'react'
import { ChevronLeft, ChevronRight, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Value } from '#contract/model/value.ts'
import { valueText } from '#dashboard/domain/value-text.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { contactLink } from '#dashboard/domain/links.ts'
import { TextLink } from '#dashboard/ui/link-button.tsx'
import type { ForecastChange, LeftPhone, Planned } from './batch-plan.ts'

/** The changes as totals and for each contact. */
export type Forecast = {
  planned: Planned[]
  unchanged: number
  gone: number
  /** Whether the contacts were read from the source for it; otherwise it is based on the list. */
  isFresh: boolean
  /** Phones that normalising leaves as they are. */
  left: LeftPhone[]
}

type Props = {
  source: string
  forecast: Forecast
  /** The account's time zone, as in the editors. */
  timeZone: string | null
  /** How many of the values look wrong and were accepted. */
  warned: number
}

const onPage = 50

export function BatchPreview({ source, forecast, timeZone, warned }: Props) {
  const { planned, unchanged, gone, isFresh } = forecast
  const { t } = useTranslation('batch')
  const [page, setPage] = useState(1)
  const pages = Math.max(1, Math.ceil(planned.length / onPage))
  const shown = planned.slice((page - 1) * onPage, page * onPage)
  const isExact = planned.every(({ changes }) => changes.every(({ now }) => now !== undefined))
  return (
    <section aria-label={t('previewTitle')} className="grid gap-2">
      <p role="status" className="flex flex-wrap gap-x-4 tabular-nums">
        <span className="font-medium">
          {t(isExact ? 'wouldChange' : 'wouldChangeUpTo', { count: planned.length })}
        </span>
        <span className="text-quiet">{t('unchanged', { count: unchanged })}</span>
        {gone > 0 && <span className="text-warning">{t('deleted', { count: gone })}</span>}
      </p>
      {warned > 0 && (
        <p className="flex items-center gap-1.5 text-warning">
          <TriangleAlert aria-hidden className="size-4 shrink-0" />
          {t('warned', { count: warned })}
        </p>
      )}
      {forecast.left.length > 0 && <LeftPhones source={source} left={forecast.left} />}
      {!isFresh && <p className="text-quiet">{t('fromList')}</p>}
      {planned.length === 0 && <p>{t('nothingToChange')}</p>}
      {planned.length > 0 && (
        <div role="table" aria-label={t('table')} className="border-t border-line text-table">
          {shown.map(({ contact, changes }) => (
            <div
              key={contact.id}
              role="row"
              className="gap-x-4 border-b border-line py-1.5 sm:grid sm:grid-cols-[minmax(0,12rem)_minmax(0,1fr)]"
            >
              <span
                role="rowheader"
                translate={contact.name ? 'no' : undefined}
                className="row-name"
              >
                <TextLink {...contactLink(source, contact.id)}>
                  {contact.name || t('unnamed')}
                </TextLink>
              </span>
              <div role="cell" className="grid min-w-0 gap-0.5">
                {changes.map((change) => (
                  <ChangeText
                    timeZone={timeZone}
                    key={change.target.attribute.key}
                    change={change}
                  />
                ))}
              </div>
            </div>
          ))}
        </div>
      )}
      {pages > 1 && (
        <nav aria-label={t('paging')} className="flex items-center justify-end gap-2 py-2">
          <span className="text-quiet tabular-nums">{t('page', { page, pages })}</span>
          <Button
            aria-label={t('previousPage')}
            data-tip=""
            aria-disabled={page === 1}
            onClick={() => setPage(page - 1)}
          >
            <ChevronLeft aria-hidden className="size-4" />
          </Button>
          <Button
            aria-label={t('nextPage')}
            data-tip=""
            aria-disabled={page === pages}
            onClick={() => setPage(page + 1)}
          >
            <ChevronRight aria-hidden className="size-4" />
          </Button>
        </nav>
      )}
    </section>
  )
}

const maxLeftShown = 20

/** How many phones stay as they are, why, and which. */
function LeftPhones({ source, left }: { source: string; left: LeftPhone[] }) {
  const { t } = useTranslation('batch')
  const further = left.length - maxLeftShown
  const reasons = (['not_whole', 'unclear', 'repeated'] as const).flatMap((reason) => {
    const count = left.filter((item) => item.reason === reason).length
    return count > 0 ? [t(`leftReasons.${reason}`, { count })] : []
  })
  return (
    <details className="px-4">
      <summary className="w-fit cursor-pointer rounded text-quiet">
        {t('leftPhones', { count: left.length, reasons: reasons.join(', ') })}
      </summary>
      <ul className="mt-1 grid gap-0.5 text-table">
        {left.slice(0, maxLeftShown).map(({ text, contact }, index) => (
          <li key={index} className="wrap-anywhere">
            <TextLink {...contactLink(source, contact.id)}>{contact.name || t('unnamed')}</TextLink>
            : <span translate="no">{text}</span>
          </li>
        ))}
      </ul>
      {further > 0 && <p className="text-quiet">{t('leftMore', { count: further })}</p>}
    </details>
  )
}

function ChangeText(props: { change: ForecastChange; timeZone: string | null }) {
  const { target, operation, now, next } = props.change
  const { t, i18n } = useTranslation('batch')
  const text = (value: Value | null) =>
    (value &&
      valueText(value, {
        language: i18n.language,
        yes: t('yes'),
        no: t('no'),
        timeZone: props.timeZone,
      })) ||
    t('empty')
  return (
    <p className="wrap-anywhere">
      <span className="text-quiet">{target.name}: </span>
      {now === undefined ? (
        <>
          {t(`operations.${operation}`)} {operation !== 'clear' && text(next)}
        </>
      ) : (
        <>
          <span className="sr-only">{t('was')} </span>
          <del translate="no" className="text-quiet no-underline">
            {text(now)}
          </del>
          <span aria-hidden> → </span>
          <span className="sr-only">{t('becomes')} </span>
          <ins translate="no" className="no-underline">
            {text(next)}
          </ins>
        </>
      )}
    </p>
  )
}
