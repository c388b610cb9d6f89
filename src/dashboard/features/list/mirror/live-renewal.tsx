import { useTranslation } from 'react-i18next'
import type { PageDifference } from './live-merge.ts'

type Props = {
  difference: PageDifference
  /** How many contacts match more than when the rows were loaded. */
  more: number
  onShow: () => void
}

/** Shows the rows as they would be now: they do not move by themselves. As high as its line. */
export function LiveRenewal({ difference, more, onShow }: Props) {
  const { t } = useTranslation(['translation', 'setup'])
  if (!difference) return null
  const isMore = difference === 'contacts' && more > 0
  return (
    <button
      type="button"
      className="shrink-0 text-accent max-sm:ml-auto hover:underline"
      onClick={() => {
        // The button is about to disappear.
        const scroller = document.querySelector<HTMLElement>('.contacts-scroller')
        scroller?.focus()
        scroller?.scrollTo({ top: 0 })
        onShow()
      }}
    >
      {isMore
        ? t('live.more', { count: more })
        : t(difference === 'order' ? 'live.order' : 'live.contacts')}
    </button>
  )
}
