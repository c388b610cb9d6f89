import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatNumber } from '#dashboard/lib/format.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Select } from '#dashboard/ui/select.tsx'
import { PhoneLabel, TableBox } from '#dashboard/ui/table-box.tsx'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { toJobRows, type JobLine, type Verdict } from './chat-verdicts.ts'
import { ContactCell } from './contact-cell.tsx'

type Props = {
  source: string
  verdicts: Verdict[]
  isStarting: boolean
  onStart: (rows: JobLine[]) => void
}

const kinds = ['link', 'move', 'already', 'noContact', 'fault'] as const
type Kind = (typeof kinds)[number]
const maxShown = 500 // rows rendered at once; the others are only counted

/** The action for each line; moves are counted and can be excluded. */
export function ChatsPreview({ source, verdicts, isStarting, onStart }: Props) {
  const { t, i18n } = useTranslation('chats')
  const [shown, setShown] = useState<Kind | 'all'>('all')
  const [withMoves, setWithMoves] = useState(true)
  const count = (kind: Kind) => verdicts.filter(({ verdict }) => verdict === kind).length
  const visible = shown === 'all' ? verdicts : verdicts.filter(({ verdict }) => verdict === shown)
  const rows = toJobRows(verdicts, { withMoves })
  const moves = withMoves ? count('move') : 0
  const options = [
    { value: 'all' as const, text: t('allLines', { count: verdicts.length }) },
    ...kinds
      .filter((kind) => count(kind) > 0)
      .map((kind) => ({
        value: kind,
        text: `${t(`verdicts.${kind}`)}: ${formatNumber(count(kind), i18n.language)}`,
      })),
  ]
  return (
    <section aria-label={t('previewTitle')} className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="text-lead font-strong">{t('previewTitle')}</h2>
        <Select
          label={t('show')}
          isLabelShown
          value={shown}
          options={options}
          onChange={setShown}
        />
        {count('move') > 0 && (
          <label className="inline-flex items-center gap-2">
            <Checkbox
              checked={withMoves}
              onChange={(event) => setWithMoves(event.target.checked)}
            />
            {t('withMoves', { count: count('move') })}
          </label>
        )}
      </div>
      <TableBox
        label={t('previewTitle')}
        columns={[
          { name: t('columns.line'), width: '5rem' },
          { name: t('columns.chat'), width: '20rem' },
          { name: t('columns.contact') },
          { name: t('columns.verdict') },
        ]}
      >
        {visible.slice(0, maxShown).map((item) => (
          <Row key={item.line} source={source} verdict={item} />
        ))}
      </TableBox>
      {visible.length > maxShown && (
        <p className="text-meta text-quiet">
          {t('shownOf', { shown: maxShown, all: visible.length })}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          look="primary"
          aria-disabled={rows.length === 0 || isStarting}
          onClick={() => onStart(rows)}
        >
          {moves > 0
            ? t('startWithMoves', { count: rows.length, moves })
            : t('start', { count: rows.length })}
        </Button>
        <p className="text-meta text-quiet">{t('firstLinkIsFinal')}</p>
      </div>
    </section>
  )
}

function Row({ source, verdict: item }: { source: string; verdict: Verdict }) {
  const { t } = useTranslation('chats')
  return (
    <tr>
      <td className="px-3 py-2 text-quiet tabular-nums">
        <PhoneLabel>{t('columns.line')}</PhoneLabel>
        {item.line}
      </td>
      {item.verdict === 'fault' ? (
        <>
          <td colSpan={2} className="px-3 py-2 wrap-anywhere text-quiet">
            {item.text}
          </td>
          <td className="px-3 py-2 text-danger">
            {t(`issues.${item.issue}`, { line: 'earlier' in item ? item.earlier : 0 })}
          </td>
        </>
      ) : (
        <>
          <td className="px-3 py-2 whitespace-nowrap tabular-nums">{item.chat}</td>
          <td className="px-3 py-2">
            <ContactCell contact={item.contact} source={source} />
          </td>
          <td className="px-3 py-2">
            {item.verdict === 'noContact' ? (
              <span className="text-danger">{t('verdicts.noContact')}</span>
            ) : item.verdict === 'move' ? (
              <>
                <span className="text-warning">{t('moveFrom')}</span>{' '}
                <ContactCell contact={item.from} source={source} />
              </>
            ) : (
              t(`verdicts.${item.verdict}`)
            )}
            {item.contact.exists === null && (
              <span className="block text-meta text-quiet">{t('notChecked')}</span>
            )}
          </td>
        </>
      )}
    </tr>
  )
}
