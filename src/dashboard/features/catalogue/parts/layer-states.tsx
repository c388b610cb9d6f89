import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { Dialog } from '#dashboard/ui/dialog.tsx'
import { Drawer } from '#dashboard/ui/drawer.tsx'
import { Menu } from '#dashboard/ui/menu.tsx'
import { Modal } from '#dashboard/ui/modal.tsx'
import { Popover } from '#dashboard/ui/popover.tsx'
import { SidePanel } from '#dashboard/ui/side-panel.tsx'
import { CataloguePart, CatalogueState } from './catalogue-part.tsx'

type Layer = 'popover' | 'menu' | 'dialog' | 'modal' | 'drawer' | 'sidePanel'

const ignore = () => {}

export function LayerStates() {
  const { t } = useTranslation('demo')
  const [open, setOpen] = useState<Layer>()
  const [position, setPosition] = useState({ left: 0, top: 0 })
  const close = () => setOpen(undefined)
  const [text, closeLabel] = [t('catalogue.sample.text'), t('catalogue.sample.close')]
  const opener = (layer: Layer) => (
    <Button
      aria-haspopup={layer === 'menu' ? 'menu' : 'dialog'}
      aria-expanded={open === layer}
      onClick={({ currentTarget }) => {
        const { left, bottom } = currentTarget.getBoundingClientRect()
        setPosition({ left, top: bottom })
        setOpen(open === layer ? undefined : layer)
      }}
    >
      {t(`catalogue.layers.${layer}`)}
    </Button>
  )
  return (
    <CataloguePart name={t('catalogue.parts.layers')}>
      <CatalogueState name={t('catalogue.layers.popover')}>
        <Popover
          label={t('catalogue.layers.popover')}
          isOpen={open === 'popover'}
          onClose={close}
          trigger={opener('popover')}
        >
          <Button onClick={close}>{closeLabel}</Button>
        </Popover>
      </CatalogueState>
      {(['menu', 'dialog', 'modal', 'drawer'] as const).map((layer) => (
        <CatalogueState key={layer} name={t(`catalogue.layers.${layer}`)}>
          {opener(layer)}
        </CatalogueState>
      ))}
      <CatalogueState name={t('catalogue.layers.sidePanel')}>
        {opener('sidePanel')}
        {open === 'sidePanel' && (
          <div className="flex h-40 max-w-full">
            <SidePanel
              label={t('catalogue.layers.sidePanel')}
              bar={<Button onClick={close}>{closeLabel}</Button>}
              onClose={close}
            >
              {text}
            </SidePanel>
          </div>
        )}
      </CatalogueState>
      {open === 'menu' && (
        <Menu
          label={t('catalogue.layers.menu')}
          items={[{ key: 'action', text: t('catalogue.sample.action'), onSelect: ignore }]}
          position={position}
          onClose={close}
        />
      )}
      {open === 'dialog' && (
        <Dialog title={t('catalogue.layers.dialog')} text={text} onCancel={close}>
          <Button onClick={close}>{closeLabel}</Button>
        </Dialog>
      )}
      {open === 'modal' && (
        <Modal title={t('catalogue.layers.modal')} closeLabel={closeLabel} onClose={close}>
          {text}
        </Modal>
      )}
      {open === 'drawer' && (
        <Drawer title={t('catalogue.layers.drawer')} closeLabel={closeLabel} onClose={close}>
          {text}
        </Drawer>
      )}
    </CataloguePart>
  )
}
