import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { ChangeList } from '#dashboard/ui/change-list.tsx'
import { CopyLine } from '#dashboard/ui/copy-line.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { ProgressBar } from '#dashboard/ui/progress-bar.tsx'
import { Toasts, type Toast } from '#dashboard/ui/toast.tsx'
import { CataloguePart, CatalogueState } from './catalogue-part.tsx'

const ignore = () => {}

export function MessageStates() {
  const { t } = useTranslation('demo')
  const [toasts, setToasts] = useState<Toast[]>([])
  const close = (id: string) => setToasts((shown) => shown.filter((toast) => toast.id !== id))
  const show = (toast: Omit<Toast, 'text'>) => {
    close(toast.id)
    setToasts((shown) => [...shown, { ...toast, text: t('catalogue.sample.done') }])
  }
  const progress = { label: t('catalogue.parts.messages'), total: 40, text: '10 / 40' }
  return (
    <CataloguePart name={t('catalogue.parts.messages')}>
      <CatalogueState name={t('catalogue.states.toast')}>
        <Button onClick={() => show({ id: 'plain' })}>{t('catalogue.sample.show')}</Button>
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.toastWithAction')}>
        <Button
          onClick={() =>
            show({ id: 'undo', action: { text: t('catalogue.sample.undo'), run: ignore } })
          }
        >
          {t('catalogue.sample.show')}
        </Button>
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.warning')}>
        <Note tone="warning" action={t('catalogue.sample.action')} onAction={ignore}>
          {t('catalogue.sample.error')}
        </Note>
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.progress')}>
        <ProgressBar {...progress} done={10} />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.waiting')}>
        <ProgressBar {...progress} done={10} isWaiting />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.changes')}>
        <ChangeList
          labels={{ before: t('catalogue.sample.before'), after: t('catalogue.sample.after') }}
          changes={[
            {
              key: 'field',
              label: t('catalogue.sample.field'),
              before: t('catalogue.sample.formerValue'),
              after: t('catalogue.sample.value'),
            },
          ]}
        />
      </CatalogueState>
      <CatalogueState name={t('catalogue.states.copyLine')}>
        <CopyLine
          label={t('catalogue.states.copyLine')}
          text={t('catalogue.sample.value')}
          copyLabel={t('catalogue.sample.copy')}
          copied={t('catalogue.sample.copied')}
          failed={t('catalogue.sample.copyFailed')}
        />
      </CatalogueState>
      <Toasts
        toasts={toasts}
        label={t('catalogue.sample.toasts')}
        closeLabel={t('catalogue.sample.close')}
        onClose={close}
      />
    </CataloguePart>
  )
}
