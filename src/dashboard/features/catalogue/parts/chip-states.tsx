import { useTranslation } from 'react-i18next'
import { Avatar } from '#dashboard/ui/avatar.tsx'
import { Chip } from '#dashboard/ui/chip.tsx'
import { ChipList } from '#dashboard/ui/chip-list.tsx'
import { CataloguePart, CatalogueState } from './catalogue-part.tsx'

const tags = ['vip', 'партнёр', 'выставка 2026', 'постоянный клиент', 'Leads', 'город']
const longWord = 'высокопревосходительствующий'.repeat(2)

export function ChipStates() {
  const { t } = useTranslation('demo')
  const more = (names: string[]) => t('catalogue.sample.more', { names: names.join(', ') })
  const lists = [
    { state: t('catalogue.states.rest'), names: tags.slice(0, 2) },
    { state: t('catalogue.states.many'), names: tags },
    { state: t('catalogue.states.long'), names: ['vip', longWord] },
  ]
  return (
    <CataloguePart name={t('catalogue.parts.chips')}>
      {lists.map(({ state, names }) => (
        <CatalogueState key={state} name={state}>
          <span className="flex w-60 max-w-full">
            <ChipList names={names} more={more} />
          </span>
        </CatalogueState>
      ))}
      <CatalogueState name={t('catalogue.states.chip')}>
        <Chip>vip</Chip>
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.person')}>
        <span className="inline-flex items-center">
          <Avatar name="Вера Ковалёва" />
          <span translate="no">Вера Ковалёва</span>
        </span>
      </CatalogueState>
    </CataloguePart>
  )
}
