import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Situation, SituationName } from '#contract/api/demo.ts'
import { Switch } from '#dashboard/ui/switch.tsx'
import { DemoLink, type DemoTarget } from './demo-link.tsx'

const targets: Record<SituationName, DemoTarget> = {
  tooManyRequests: 'contacts',
  unpaid: 'contacts',
  tokenExpired: 'contacts',
  dismissedUser: 'contacts',
  lineCut: 'contacts',
  slowNetwork: 'contacts',
  answerLost: 'newContact',
  rowRefused: 'contacts',
  concurrentEdit: 'contacts',
  filterIgnored: 'filtered',
}

type Props = {
  situation: Situation
  onToggle: (isOn: boolean) => void
  /** Called when the link to the affected page is followed. */
  onFollow: () => void
}

/** A situation: its switch, what to try and what to observe. */
export function DemoSituation({ situation: { name, isOn, sources }, onToggle, onFollow }: Props) {
  const { t, i18n } = useTranslation('demo')
  const id = useId()
  const affectedSources = new Intl.ListFormat(i18n.language).format(sources)
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 border-b border-line px-4 py-3 last:border-b-0">
      <Switch
        id={id}
        checked={isOn}
        aria-describedby={`${id}-description`}
        onChange={({ target }) => onToggle(target.checked)}
      />
      <div className="min-w-0">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <label htmlFor={id} className="cursor-pointer font-medium">
            {t(`situations.${name}.title`)}
          </label>
          <span className="text-meta text-quiet">{affectedSources}</span>
        </div>
        <dl id={`${id}-description`} className="mt-1 grid gap-y-0.5 text-table">
          <div>
            <dt className="inline text-quiet">{t('try')}</dt>{' '}
            <dd className="inline">{t(`situations.${name}.try`)}</dd>
          </div>
          <div>
            <dt className="inline text-quiet">{t('watch')}</dt>{' '}
            <dd className="inline">{t(`situations.${name}.watch`)}</dd>
          </div>
        </dl>
        <p className="mt-1 text-table">
          <DemoLink target={targets[name]} onFollow={onFollow} />
        </p>
      </div>
    </li>
  )
}
