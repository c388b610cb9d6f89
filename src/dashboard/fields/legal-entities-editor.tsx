import { Plus } from 'lucide-react'
import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import type { EditorProps } from './editor-props.ts'
import { LegalEntityEditor } from './legal-entity-editor.tsx'

/** Details of legal entities; usually one, several are possible. */
export function LegalEntitiesEditor(props: EditorProps<'legalEntities'>) {
  const { id, labelId, label, describedBy, input, onChange, issues } = props
  const { t } = useTranslation('form')
  const group = useRef<HTMLDivElement>(null)
  const { entities } = input
  const put = (next: typeof entities) => onChange({ kind: 'legalEntities', entities: next })
  return (
    <div
      ref={group}
      role="group"
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      className="grid justify-items-start gap-3"
    >
      {entities.map((entity, index) => (
        <LegalEntityEditor
          key={index}
          id={`${id}-${index}`}
          label={entities.length > 1 ? t('numbered', { label, number: index + 1 }) : label}
          entity={entity}
          issues={issues
            .filter((issue) => issue.index === index || issue.index === undefined)
            .map(({ key, text }) => ({ key, text }))}
          onChange={(next) => put(entities.with(index, next))}
          onRemove={() => {
            flushSync(() => put(entities.toSpliced(index, 1)))
            group.current?.querySelector<HTMLElement>(':scope > button:last-child')?.focus()
          }}
        />
      ))}
      <Button
        look="quiet"
        className="-ml-3"
        onClick={() => {
          flushSync(() => put([...entities, []]))
          group.current?.querySelectorAll<HTMLElement>('[data-first]')[entities.length]?.focus()
        }}
      >
        <Plus aria-hidden className="size-4 text-quiet" />
        {t('add.entity')}
      </Button>
    </div>
  )
}
