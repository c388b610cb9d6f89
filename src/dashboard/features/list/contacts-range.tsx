import { useTranslation } from 'react-i18next'
import { rangeOf } from './contacts-range-numbers.ts'

type Props = {
  page: number
  /** Rows per page. */
  size: number
  /** Rows of this page. */
  rows: number
  total: number
}

/** "1–50 of 10,035", where the total is known. */
export function ContactsRange(props: Props) {
  const { total } = props
  const { t } = useTranslation(['translation', 'setup'])
  const range = rangeOf(props)
  return range ? t('paging.range', { ...range, total }) : t('paging.none', { total })
}
