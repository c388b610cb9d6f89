import { useMemo, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { CellContext } from './contacts-columns.ts'

/** The last value while `isStable` was true, to which the rows on the screen belong. */
export function useLastStable<T extends string | number>(value: T, isStable: boolean): T {
  const [stable, setStable] = useState(value)
  if (isStable && stable !== value) setStable(value)
  return isStable ? value : stable
}

const gap = '\u0000'

/**
 * Texts of rows are translated once, because 250 translations per page were visible in profiles.
 */
function pattern(template: string): (name: string) => string {
  const [before = '', after = ''] = template.split(gap)
  return (name) => before + name + after
}

/** Stable between reads, so that unchanged rows do not re-render. */
export function useCellContext(
  now: number,
  hrefFor: (id: number) => string,
  draw: CellContext['draw'],
  companyHref?: CellContext['companyHref'],
): CellContext {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  return useMemo(
    () => ({
      language,
      now,
      hrefFor,
      companyHref,
      draw,
      mark: (text) => text,
      labels: {
        unnamed: t('contacts.unnamed'),
        yes: t('contacts.yes'),
        no: t('contacts.no'),
        company: (id) => t('contacts.companyId', { id }),
        user: (id) => t('contacts.userId', { id }),
        moreTags: (names) =>
          t('contacts.moreTags', { count: names.length, names: names.join(', ') }),
        unknown: t('contacts.unknown'),
        morePhones: (values) => t('contacts.morePhones', { values: values.join(', ') }),
        actions: pattern(t('contacts.actionsFor', { name: gap })),
        select: pattern(t('contacts.selectRow', { name: gap })),
      },
    }),
    [language, now, hrefFor, companyHref, draw, t],
  )
}

const phone = globalThis.matchMedia?.('(width < 640px)')

/** Whether rows are cards; the same breakpoint as in their styles. */
export function useIsPhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      phone?.addEventListener('change', listener)
      return () => phone?.removeEventListener('change', listener)
    },
    () => phone?.matches ?? false,
  )
}
