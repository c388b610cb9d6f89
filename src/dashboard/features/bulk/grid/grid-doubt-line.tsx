import { TriangleAlert } from 'lucide-react'
import { Fragment, type Dispatch, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { typedPoints, type ValueCheck } from '#contract/model/value-check.ts'
import type { ColumnKey } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import type { Doubt } from '#dashboard/features/bulk/sheet/grid-doubts.ts'
import { textAt, type GridRow, type RowTarget } from '#dashboard/features/bulk/sheet/grid-rows.ts'
import type { GridAction } from '#dashboard/features/bulk/sheet/grid-state.ts'
import { Suggestion, useCheckWords } from '#dashboard/fields/value-check-lines.tsx'

type Props = {
  row: GridRow
  column: ColumnKey
  doubts: readonly Doubt[]
  /** What a cell that is refused, or could be written better, may have been. */
  suggested: readonly ValueCheck[]
  dispatch: Dispatch<GridAction>
  hrefFor: (target: RowTarget) => string
}

/** What is doubtful about the active cell, and what can be done about it. */
export function GridDoubtLine(props: Props) {
  const { row, column, doubts, suggested, dispatch, hrefFor } = props
  const { t } = useTranslation(['grid', 'form', 'translation'])
  const words = useDoubtWords()
  const isOfContact = doubts.some(({ kind }) => kind === 'known' || kind === 'repeated')
  const checks = [
    ...doubts.flatMap((doubt) => (doubt.kind === 'check' ? [doubt.check] : [])),
    ...suggested,
  ]
  if (row.isSkipped)
    return (
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="text-quiet">{t('skippedText')}</span>
        <Action onClick={() => dispatch({ type: 'skip', rows: [row.key], isSkipped: false })}>
          {t('unskip')}
        </Action>
      </p>
    )
  if (doubts.length + checks.length === 0) return null
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {doubts.map((doubt, index) => (
        <span key={index} className="flex min-w-0 gap-1.5 text-warning">
          <TriangleAlert aria-hidden className="mt-1 size-3.5 shrink-0" />
          <span className="min-w-0 wrap-anywhere">
            {words(doubt)}
            {doubt.kind === 'known' &&
              doubt.contacts.slice(0, 3).map(({ id, name }) => (
                <Fragment key={id}>
                  {' '}
                  <a href={hrefFor({ id })} target="_blank" rel="noreferrer" className="link">
                    <span translate="no">{name || t('translation:contacts.unnamed')}</span>
                    <span className="sr-only"> {t('translation:app.newWindow')}</span>
                  </a>
                </Fragment>
              ))}
          </span>
        </span>
      ))}
      {suggested.length > 0 && doubts.length === 0 && <Hint check={suggested[0]} />}
      {checks.flatMap((check) =>
        check.suggestions.map((texts) => (
          <Action
            key={`${check.code} ${texts.join('\n')}`}
            onClick={() =>
              dispatch({
                type: 'text',
                row: row.key,
                column,
                text: withSuggestion(textAt(row, column), check, texts),
              })
            }
          >
            <Suggestion check={check} texts={texts} />
          </Action>
        )),
      )}
      {isOfContact && (
        <Action onClick={() => dispatch({ type: 'skip', rows: [row.key], isSkipped: true })}>
          {t('skip')}
        </Action>
      )}
      {doubts.length > 0 && (
        <Action onClick={() => dispatch({ type: 'keep', cells: [{ row: row.key, column }] })}>
          {isOfContact && !row.seen ? t('createAnyway') : t('form:checks.keep')}
        </Action>
      )}
    </div>
  )
}

function Hint({ check }: { check: ValueCheck | undefined }) {
  const words = useCheckWords()
  return check && <span className="text-quiet">{words(check)}</span>
}

function Action({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" onClick={onClick} className="link pointer-coarse:min-h-11">
      {children}
    </button>
  )
}

/** The text of a cell with a suggestion in the place of what it is for. */
function withSuggestion(text: string, { index }: ValueCheck, texts: readonly string[]): string {
  if (index === undefined) return texts.join('; ')
  return typedPoints(text)
    .toSpliced(index, 1, ...texts)
    .join('; ')
}

/** A doubt in words; of a contact that is known already without its name. */
export function useDoubtWords(): (doubt: Doubt) => string {
  const { t } = useTranslation('grid')
  const words = useCheckWords()
  return (doubt) => {
    switch (doubt.kind) {
      case 'check':
        return words(doubt.check)
      case 'repeated':
        return t('sameAsRow', { row: doubt.other + 1 })
      case 'known':
        return t('knownAs', { count: doubt.contacts.length })
    }
  }
}
