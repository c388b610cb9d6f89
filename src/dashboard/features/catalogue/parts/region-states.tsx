import { Inbox } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '#dashboard/ui/card.tsx'
import { Disclosure } from '#dashboard/ui/disclosure.tsx'
import { Fact, Facts } from '#dashboard/ui/facts.tsx'
import { FailurePanel } from '#dashboard/ui/failure-panel.tsx'
import { KeyCaps } from '#dashboard/ui/key-caps.tsx'
import { Moment } from '#dashboard/ui/moment.tsx'
import { Skeleton } from '#dashboard/ui/skeleton.tsx'
import { StatePanel } from '#dashboard/ui/state-panel.tsx'
import { Steps } from '#dashboard/ui/steps.tsx'
import { TableBox } from '#dashboard/ui/table-box.tsx'
import { CataloguePart, CatalogueState } from './catalogue-part.tsx'

const ignore = () => {}

export function RegionStates() {
  const { t } = useTranslation('demo')
  const [isOpen, setIsOpen] = useState(true)
  const [label, value] = [t('catalogue.sample.field'), t('catalogue.sample.value')]
  return (
    <CataloguePart name={t('catalogue.parts.regions')}>
      <CatalogueState name={t('catalogue.states.empty')}>
        <StatePanel
          tone="calm"
          icon={<Inbox />}
          title={t('catalogue.sample.empty')}
          text={t('catalogue.sample.text')}
        />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.failing')}>
        <FailurePanel
          title={t('catalogue.sample.failed')}
          text={t('catalogue.sample.text')}
          footnote={undefined}
          retryLabel={t('catalogue.sample.retry')}
          onRetry={ignore}
        />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.reading')}>
        <Skeleton label={t('catalogue.states.reading')} className="grid gap-2">
          <div className="shimmer h-4 w-32 rounded" />
          <div className="shimmer h-10 rounded" />
        </Skeleton>
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.steps')}>
        <Steps texts={[t('catalogue.sample.text'), t('catalogue.sample.help')]} />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.facts')}>
        <Facts>
          <Fact label={label}>{value}</Fact>
          <Fact label={t('catalogue.sample.date')}>{value}</Fact>
        </Facts>
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.card')}>
        <Card title={label}>
          <p className="px-4 py-2">{value}</p>
        </Card>
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.moment')}>
        <Moment iso="2026-11-26T11:30:00Z" text="26.11" exact="26.11.2026 14:30" />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.disclosure')}>
        <Disclosure title={label} count="1" isOpen={isOpen} onToggle={() => setIsOpen(!isOpen)}>
          {value}
        </Disclosure>
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.table')}>
        <TableBox label={label} columns={[{ name: label }, { name: t('catalogue.sample.date') }]}>
          <tr>
            <td className="px-3 py-1">{value}</td>
            <td className="px-3 py-1">26.11.2026</td>
          </tr>
        </TableBox>
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.keys')}>
        <KeyCaps keys={['Ctrl', 'K']} />
      </CatalogueState>
    </CataloguePart>
  )
}
