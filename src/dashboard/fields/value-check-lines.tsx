import { TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ValueCheck } from '#contract/model/value-check.ts'
import { formatDay, formatPhone } from '#dashboard/lib/format.ts'
import type { ValueChecks } from './value-checks-state.ts'

type LinesProps = {
  checks: ValueChecks
  /** Which of several values; 0 if there is one. */
  index: number
}

/** What is asked about a value, below it: in words, with what it may have been. */
export function ValueCheckLines({ checks, index }: LinesProps) {
  const { t } = useTranslation('form')
  const shown = checks.at(index)
  const made = checks.madeAt(index)
  /** The focus returns to the value, whose button is gone. */
  const act = (event: React.MouseEvent, run: () => void) => {
    const box = event.currentTarget.closest('[data-checked]')
    run()
    box?.querySelectorAll<HTMLElement>('input, textarea, [role=combobox]')[index]?.focus()
  }
  return (
    <div id={checks.idAt(index)} role="status" className="grid gap-1 text-meta empty:hidden">
      {shown.map((check) => (
        <p key={check.code} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <CheckText check={check} />
          {check.suggestions.map((texts) => (
            <button
              key={texts.join('\n')}
              type="button"
              className="link pointer-coarse:min-h-11"
              onClick={(event) => act(event, () => checks.apply(check, texts))}
            >
              <Suggestion check={check} texts={texts} />
            </button>
          ))}
          {check.severity === 'warning' && (
            <button
              type="button"
              className="link pointer-coarse:min-h-11"
              onClick={(event) => act(event, () => checks.keep(check))}
            >
              {t('checks.keep')}
            </button>
          )}
        </p>
      ))}
      {made && (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-quiet">
          <span className="wrap-anywhere">
            {made.isCleaning ? t('checks.cleaned') : t('checks.was', { text: made.from })}
          </span>
          <button
            type="button"
            className="link pointer-coarse:min-h-11"
            onClick={(event) => act(event, checks.undo)}
          >
            {t('checks.undo')}
          </button>
        </p>
      )}
    </div>
  )
}

/** The question of a check in words, with its mark. */
function CheckText({ check }: { check: ValueCheck }) {
  const words = useCheckWords()
  return check.severity === 'warning' ? (
    <span className="flex min-w-0 items-center gap-1.5 text-warning">
      <TriangleAlert aria-hidden className="size-3.5 shrink-0" />
      <span className="min-w-0 wrap-anywhere">{words(check)}</span>
    </span>
  ) : (
    <span className="text-quiet">{words(check)}</span>
  )
}

/** The question of a check in words. */
export function useCheckWords(): (check: ValueCheck) => string {
  const { t } = useTranslation('form')
  return ({ severity, code, suggestions }) => {
    if (severity === 'error') return t('checks.meant')
    const isLost = code === 'spoiled_number' && suggestions.length === 0
    return t(isLost ? 'checks.digits_lost' : `checks.${code}`)
  }
}

/** What a suggestion does, in words. */
export function Suggestion({ check, texts }: { check: ValueCheck; texts: readonly string[] }) {
  const { t, i18n } = useTranslation('form')
  const [first, ...rest] = texts
  if (first === undefined)
    return t(check.code === 'repeated' ? 'checks.remove' : 'checks.leaveEmpty')
  if (rest.length > 0) return t('checks.split', { count: texts.length })
  const isDay = /^\d{4}-\d\d-\d\d$/.test(first)
  return t('checks.changeTo', {
    text: isDay ? formatDay(first, i18n.language) : formatPhone(first),
  })
}
