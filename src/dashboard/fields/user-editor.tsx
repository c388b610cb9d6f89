import { useTranslation } from 'react-i18next'
import { SelectBox } from '#dashboard/ui/select.tsx'
import { draftOf } from './attribute-draft.ts'
import { controlProps, type EditorProps } from './editor-props.ts'

/** An editor for one of the account's users (the options), or the current one. */
export function UserEditor(props: EditorProps) {
  const { attribute, label, draft, held, onChange } = props
  const { t } = useTranslation(['form', 'translation'])
  const selected = draft.value?.kind === 'user' ? draft.value : null
  const before = held?.kind === 'user' ? held : null
  const isElse = before && !attribute.options.some(({ id }) => id === before.id)
  const nameBefore = before && (before.name ?? t('translation:contacts.userId', { id: before.id }))
  const isListed = attribute.options.length > 0
  const choose = (text: string) => {
    const option = attribute.options.find(({ id }) => String(id) === text)
    if (option) return onChange(draftOf({ kind: 'user', id: option.id, name: option.label }))
    return onChange(draftOf(text === '' ? null : before))
  }
  return (
    <span className="block max-w-90">
      <SelectBox
        {...controlProps(props)}
        label={label}
        value={selected ? String(selected.id) : ''}
        disabled={!isListed}
        placeholder={t('nobody')}
        options={[
          ...(before === null ? [{ value: '', text: t('nobody') }] : []),
          ...(isElse
            ? [
                {
                  value: String(before.id),
                  text: isListed ? t('dismissed', { name: nameBefore ?? '' }) : (nameBefore ?? ''),
                },
              ]
            : []),
          ...attribute.options
            .toSorted((a, b) => a.label.localeCompare(b.label))
            .map(({ id, label: text }) => ({ value: String(id), text })),
        ]}
        onChange={choose}
      />
    </span>
  )
}
