import { useMemo, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { CellContext } from './contacts-columns.ts'

/** The last value that came while `isSettled` held: what the rows on the screen belong to. */
export function useLastStable<T extends string | number>(value: T, isStable: boolean): T {
  const [stable, setStable] = useState(value)
  if (isStable && stable !== value) setStable(value)
  return isStable ? value : stable
}

const gap = '\u0000'

/** Words said of each row are looked up once: 250 look-ups a page were seen in its profile. */
function pattern(template: string): (name: string) => string {
  const [before = '', after = ''] = template.split(gap)
  return (name) => before + name + after
}

/** Stays the same between reads, so that rows that did not change are not drawn again. */
export function useCellContext(now: number, hrefFor: (id: number) => string): CellContext {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  return useMemo(
    () => ({
      language,
      now,
      hrefFor,
      labels: {
        unnamed: t('contacts.unnamed'),
        yes: t('contacts.yes'),
        no: t('contacts.no'),
        company: (id) => t('contacts.companyId', { id }),
        user: (id) => t('contacts.userId', { id }),
        moreTags: (names) =>
          t('contacts.moreTags', { count: names.length, names: names.join(', ') }),
        morePhones: (values) => t('contacts.morePhones', { values: values.join(', ') }),
        actions: pattern(t('contacts.actionsFor', { name: gap })),
        select: pattern(t('contacts.selectRow', { name: gap })),
      },
    }),
    [language, now, hrefFor, t],
  )
}

const narrow = globalThis.matchMedia?.('(width < 1024px)')

/** Whether the panel covers the list: as in its style. */
export const useIsNarrow = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      narrow?.addEventListener('change', listener)
      return () => narrow?.removeEventListener('change', listener)
    },
    () => narrow?.matches ?? false,
  )
