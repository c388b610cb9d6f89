import { Columns3, Copy, ArrowDownToLine, Plus, Trash2, Undo2, WandSparkles } from 'lucide-react'
import { useId, useMemo, useState, type Dispatch } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { clamp, NumberInput } from '#dashboard/ui/number-input.tsx'
import { Popover } from '#dashboard/ui/popover.tsx'
import { callingCode } from '#contract/model/phone-reading.ts'
import { countryOfZone } from '#dashboard/fields/phone-country.ts'
import { normalisedCell } from '#dashboard/features/bulk/sheet/grid-corrections.ts'
import type { GridContext } from '#dashboard/features/bulk/sheet/grid-columns.ts'
import { maxRows } from '#dashboard/features/bulk/sheet/grid-rows.ts'
import type { GridState } from '#dashboard/features/bulk/sheet/grid-model.ts'
import type { GridAction } from '#dashboard/features/bulk/sheet/grid-state.ts'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'

type Props = {
  state: GridState
  context: GridContext
  dispatch: Dispatch<GridAction>
  /** Whether it was restored from a stored draft. */
  isRestored: boolean
  isUnderWay: boolean
  onStartOver: () => void
}

/** The actions of the grid as buttons. */
export function GridToolbar({ state, context, dispatch, ...props }: Props) {
  const { t } = useTranslation('grid')
  const [isRestored, setRestored] = useState(props.isRestored)
  const isCreate = state.mode === 'create'
  const action = (
    type: 'duplicate' | 'remove' | 'fill' | 'undo',
    icon: React.ReactNode,
    isOff = false,
  ) => (
    <Button
      look="quiet"
      onClick={() => dispatch({ type })}
      aria-disabled={isOff}
      data-tip={t(`actions.${type}`)}
      className="max-sm:px-2"
    >
      {icon}
      <span className="max-sm:sr-only">{t(`actions.${type}`)}</span>
    </Button>
  )
  return (
    <div className="grid gap-2 px-4 pb-3">
      <p id="grid-help" className="text-quiet max-sm:sr-only [@media(height<30rem)]:sr-only">
        {isCreate ? t('help', { max: maxRows }) : t('helpEdit')}
        {context.left.length > 0 && ` ${t('onlyInForm', { names: context.left.join(', ') })}`}
      </p>
      {isRestored && (
        <p role="status" className="flex flex-wrap items-center gap-2">
          {t('restored')}
          {!props.isUnderWay && (
            <Button
              onClick={() => {
                setRestored(false)
                props.onStartOver()
              }}
            >
              {t('startOver')}
            </Button>
          )}
        </p>
      )}
      <div
        role="toolbar"
        aria-label={t('toolbar')}
        className="-ml-2 flex flex-wrap items-center gap-1 sm:-ml-3"
      >
        {isCreate && <AddRows onAdd={(rows) => dispatch({ type: 'add', rows })} />}
        {isCreate && action('duplicate', <Copy aria-hidden className="size-4" />)}
        {action('fill', <ArrowDownToLine aria-hidden className="size-4" />)}
        {action('remove', <Trash2 aria-hidden className="size-4" />)}
        {action('undo', <Undo2 aria-hidden className="size-4" />, state.past.length === 0)}
        <NormalisePhones state={state} context={context} dispatch={dispatch} />
        <ColumnsChooser state={state} context={context} dispatch={dispatch} />
      </div>
    </div>
  )
}

/** Brings the phones of all rows into one form; shown while there are any in another one. */
function NormalisePhones({
  state,
  context,
  dispatch,
}: Pick<Props, 'state' | 'context' | 'dispatch'>) {
  const { t } = useTranslation('grid')
  const country = countryOfZone(context.typing.timeZone)
  const count = useMemo(
    () => state.rows.reduce((sum, row) => sum + (normalisedCell(row, country)?.phones ?? 0), 0),
    [state.rows, country],
  )
  if (count === 0) return null
  const label = t('normalise', { code: country === null ? '+' : callingCode(country), count })
  return (
    <Button
      look="quiet"
      onClick={() => dispatch({ type: 'normalise', country })}
      data-tip={label}
      className="max-sm:px-2"
    >
      <WandSparkles aria-hidden className="size-4" />
      <span className="max-sm:sr-only">{label}</span>
    </Button>
  )
}

const limits = { min: 1, max: maxRows }

function AddRows({ onAdd }: { onAdd: (rows: number) => void }) {
  const { t } = useTranslation('grid')
  const [count, setCount] = useState('1')
  const rows = clamp(Number(count), limits)
  return (
    <span className="inline-flex gap-1">
      <Button look="quiet" onClick={() => onAdd(rows)}>
        <Plus aria-hidden className="size-4" />
        {t('actions.add')}
      </Button>
      <NumberInput
        limits={limits}
        text={count}
        aria-label={t('addCount')}
        onText={setCount}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onAdd(rows)
        }}
        className="h-control w-16 rounded border border-strong bg-surface px-2"
      />
    </span>
  )
}

function ColumnsChooser({
  state,
  context,
  dispatch,
}: Pick<Props, 'state' | 'context' | 'dispatch'>) {
  const { t } = useTranslation('grid')
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const { shown } = state
  return (
    <Popover
      label={t('columns')}
      isOpen={isOpen}
      onClose={() => setOpen(false)}
      className="w-72"
      trigger={
        <Button
          look="quiet"
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          data-tip={t('columns')}
          className="max-sm:px-2"
        >
          <Columns3 aria-hidden className="size-4" />
          <span className="max-sm:sr-only">{t('columns')}</span>
        </Button>
      }
    >
      <ul aria-labelledby={id}>
        {context.columns.map(({ key, label }) => {
          const isShown = shown.includes(key)
          const isFilled = state.rows.some(
            (row) => (row.cells[key] ?? '') !== (row.seen?.texts[key] ?? ''),
          )
          return (
            <li key={key}>
              <label className="flex min-h-control items-center gap-2">
                <Checkbox
                  checked={isShown}
                  // A column with values is sent, so it cannot be hidden.
                  disabled={isShown && (shown.length === 1 || isFilled)}
                  onChange={() =>
                    dispatch({
                      type: 'show',
                      columns: isShown ? shown.filter((item) => item !== key) : [...shown, key],
                    })
                  }
                />
                <span className="wrap-anywhere">{label}</span>
              </label>
            </li>
          )
        })}
      </ul>
      <p id={id} className="mt-2 text-meta text-quiet">
        {t('columnsHelp')}
      </p>
    </Popover>
  )
}
