import { useTranslation } from 'react-i18next'
import { cleanText } from '#contract/model/plain-text.ts'
import type { ValueOf } from '#contract/model/value.ts'
import { Combobox, MultiCombobox } from '#dashboard/ui/combobox.tsx'
import { draftOf } from './attribute-draft.ts'
import { controlProps, type EditorProps } from './editor-props.ts'

type Tag = ValueOf<'tags'>['items'][number]

const maxLength = 255

const toOption = ({ name }: Tag) => ({ value: name, text: name })

/** An editor for tags, or for one tag: chosen from those of the account, or created by typing. */
export function TagsEditor(props: EditorProps) {
  const { attribute, label, draft, held, tagList, onChange } = props
  const { t, i18n } = useTranslation('form')
  const selected = draft.value?.kind === 'tags' ? draft.value.items : []
  const before = held?.kind === 'tags' ? held.items : []
  const known = new Map(
    [...(tagList?.items ?? []), ...before, ...selected].map((tag) => [tag.name, tag]),
  )
  const put = (names: string[]) => {
    const written = names.map((name) => (known.has(name) ? name : cleanText(name)))
    const items = [...new Set(written.map((name) => name.slice(0, maxLength)).filter(Boolean))].map(
      (name) => known.get(name) ?? { id: null, name },
    )
    onChange(draftOf(items.length === 0 ? null : { kind: 'tags', items }))
  }
  const shared = {
    ...controlProps(props),
    label,
    placeholder: t('notChosen'),
    options: [...known.values()]
      .map(toOption)
      .toSorted((a, b) => a.text.localeCompare(b.text, i18n.language)),
    state: tagList?.state,
    canCreate: true,
    createText: tagList?.isComplete ? undefined : (name: string) => t('addTag', { name }),
  }
  return (
    <div className="max-w-90">
      {attribute.isMany ? (
        <MultiCombobox
          {...shared}
          selected={selected.map(toOption)}
          onChange={(options) => put(options.map(({ value }) => value))}
        />
      ) : (
        <Combobox
          {...shared}
          selected={selected[0] ? toOption(selected[0]) : null}
          onChange={(option) => put(option ? [option.value] : [])}
        />
      )}
    </div>
  )
}
