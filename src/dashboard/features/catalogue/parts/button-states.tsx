import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { IconButton } from '#dashboard/ui/icon-button.tsx'
import { BackLink, LinkButton, TextLink } from '#dashboard/ui/link-button.tsx'
import { Tooltip } from '#dashboard/ui/tooltip.tsx'
import { CataloguePart, CatalogueState } from './catalogue-part.tsx'

export function ButtonStates() {
  const { t } = useTranslation('demo')
  const text = t('catalogue.sample.action')
  return (
    <CataloguePart name={t('catalogue.parts.buttons')}>
      {(['primary', 'plain', 'quiet'] as const).map((look) => (
        <CatalogueState key={look} name={t(`catalogue.looks.${look}`)}>
          <Button look={look}>{text}</Button>
        </CatalogueState>
      ))}
      <CatalogueState name={t('catalogue.states.disabled')}>
        <Button aria-disabled>{text}</Button>
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.icon')}>
        <IconButton label={text} icon={<Plus aria-hidden />} />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.link')}>
        <span className="flex items-center gap-3">
          <LinkButton to="/catalogue">{text}</LinkButton>
          <TextLink to="/catalogue">{text}</TextLink>
        </span>
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.back')}>
        <BackLink to="/">{text}</BackLink>
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.tooltip')}>
        <Tooltip text={t('catalogue.sample.tooltip')}>
          {(props) => <Button {...props}>{text}</Button>}
        </Tooltip>
      </CatalogueState>
    </CataloguePart>
  )
}
