import { useTranslation } from 'react-i18next'
import type { Direction } from '#contract/api/sort.ts'

type Props = { direction: Direction; position: number }

/** The place of a column in an order of several, also said to those who do not see the arrow. */
export function ContactsSortPosition({ direction, position }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  return (
    <>
      <span aria-hidden className="text-accent tabular-nums">
        {position}
      </span>
      <span className="sr-only">
        {t('sorting.position', { position, direction: t(`sorting.directions.${direction}`) })}
      </span>
    </>
  )
}
