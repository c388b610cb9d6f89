import { Plus } from 'lucide-react'
import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { Button } from '#dashboard/ui/button.tsx'
import { draftOf } from './attribute-draft.ts'
import { CompanyEntityEditor } from './company-entity-editor.tsx'
import type { EditorProps } from './editor-props.ts'

/** An editor for registration details of companies; usually one, but several are possible. */
export function CompanyDetailsEditor(props: EditorProps) {
  const { id, labelId, label, describedBy, draft, onChange, issues } = props
  const { t } = useTranslation('form')
  const group = useRef<HTMLDivElement>(null)
  const entities = draft.value?.kind === 'companyDetails' ? draft.value.entities : []
  const put = (next: typeof entities) =>
    onChange(draftOf({ kind: 'companyDetails', entities: next }))
  return (
    <div
      ref={group}
      role="group"
      aria-labelledby={labelId}
      aria-describedby={describedBy}
      className="grid justify-items-start gap-3"
    >
      {entities.map((entity, index) => (
        <CompanyEntityEditor
          key={index}
          id={`${id}-${index}`}
          label={entities.length > 1 ? t('numbered', { label, number: index + 1 }) : label}
          entity={entity}
          issues={issues
            .filter((issue) => issue.index === index || issue.index === undefined)
            .map(({ part, text }) => ({ part, text }))}
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
