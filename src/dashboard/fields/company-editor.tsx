import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FoundCompany } from '#contract/api/companies.ts'
import { foldText } from '#contract/model/search-key.ts'
import { formatPhone } from '#dashboard/lib/format.ts'
import { showMessage } from '#dashboard/lib/notices.ts'
import { Combobox } from '#dashboard/ui/combobox.tsx'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { FieldError } from '#dashboard/ui/form-field.tsx'
import { findOptions, type SelectOption } from '#dashboard/ui/options-search.ts'
import { draftOf, draftOfText } from './attribute-draft.ts'
import { controlProps, type CompanyChoices, type EditorProps } from './editor-props.ts'
import { textIn } from './text-editor.tsx'

type Ended = { state: 'exists' | 'unknown' } | { state: 'failed'; problem: string }
type Creation = { name: string } & ({ state: 'sending' } | Ended)

const newValue = 'new' // of the option that creates a company; the others have numbers

/**
 * An editor for a company: found by its name, with what tells it from others of that name, or created.
 * Nothing but choosing that option creates one, because it exists from then on.
 */
export function CompanyEditor(props: EditorProps) {
  const { search, create } = props.companies ?? { search: null, create: null }
  return search ? (
    <CompanyCombobox {...props} search={search} create={create} />
  ) : (
    <CompanyNumber {...props} />
  )
}

type ComboboxProps = EditorProps & {
  search: NonNullable<CompanyChoices['search']>
  create: CompanyChoices['create']
}

function CompanyCombobox({ search, create, ...props }: ComboboxProps) {
  const { label, draft, onChange, describedBy } = props
  const { t } = useTranslation(['form', 'translation'])
  const [creation, setCreation] = useState<Creation>()
  const [typed, setTyped] = useState('')
  const statusId = useId()
  const selected = draft.value?.kind === 'company' ? draft.value : null
  const nameOf = ({ id, name }: Pick<FoundCompany, 'id' | 'name'>) =>
    name || t('translation:contacts.companyId', { id })
  const hintOf = ({ place, phone, contacts }: FoundCompany) =>
    [
      place,
      phone === null ? null : formatPhone(phone),
      contacts === null ? null : t('companies.contacts', { count: contacts }),
    ]
      .filter((part) => part !== null)
      .join(' · ') || undefined

  const found = search.items.map((item): SelectOption => {
    return { value: String(item.id), text: nameOf(item), hint: hintOf(item) }
  })
  // Until the companies of the text are there, those of the text before that fit it, too.
  const isCurrent = search.text === typed && search.state === undefined
  const options = isCurrent ? found : findOptions(found, typed)
  const equal = search.items.filter(({ name }) => foldText(name ?? '') === foldText(typed))
  const newOption: SelectOption = {
    value: newValue,
    text: t(equal.length > 0 ? 'companies.createAnother' : 'companies.create', { name: typed }),
  }
  const canCreate = create !== null && isCurrent && typed !== ''

  const put = (company: Pick<FoundCompany, 'id' | 'name'> | null) => {
    setCreation(undefined)
    onChange(draftOf(company && { kind: 'company', id: company.id, name: company.name }))
  }
  const createNew = async (name: string) => {
    if (!create) return
    setCreation({ state: 'sending', name })
    const made = await create(
      name,
      equal.map(({ id }) => id),
    )
    if (made.outcome === 'failed')
      return setCreation({ state: 'failed', name, problem: made.problem })
    if (made.outcome !== 'created') return setCreation({ state: made.outcome, name })
    showMessage({ id: 'company-created', text: t('companies.created', { name }) })
    // Also if the editor was left meanwhile: the company was created for this contact.
    put(made.company)
  }

  const isSending = creation?.state === 'sending'
  const status = creation && creation.state !== 'sending' && statusText(creation)
  function statusText(ended: Ended & { name: string }): string {
    const { name } = ended
    switch (ended.state) {
      case 'exists':
        return t('companies.exists', { name })
      case 'unknown':
        return t('companies.mayExist', { name })
      case 'failed':
        return t('companies.notCreated', { name, reason: ended.problem })
    }
  }
  return (
    <div className="grid max-w-90 min-w-0 gap-1">
      <Combobox
        {...controlProps({
          ...props,
          describedBy: [describedBy, status && statusId].filter(Boolean).join(' ') || undefined,
        })}
        label={label}
        disabled={isSending}
        placeholder={
          isSending ? t('companies.creating', { name: creation.name }) : t('companies.none')
        }
        options={canCreate ? [...options, newOption] : options}
        state={typed === '' ? undefined : search.state}
        emptyText={t('companies.start')}
        note={search.hasMore ? t('companies.more') : undefined}
        onSearch={(text) => {
          setTyped(text)
          search.onSearch(text)
        }}
        selected={
          selected && !isSending ? { value: String(selected.id), text: nameOf(selected) } : null
        }
        onChange={(option) => {
          if (option?.value === newValue) return void createNew(typed)
          return put(search.items.find(({ id }) => String(id) === option?.value) ?? null)
        }}
      />
      <div role="status" className="empty:hidden">
        {status && <FieldError id={statusId} text={status} />}
      </div>
    </div>
  )
}

/** Where companies are not found by name: the number, or the address of its page at the source. */
function CompanyNumber(props: EditorProps) {
  const { attribute, draft, held, typing, onChange } = props
  const { t } = useTranslation('form')
  const type = (text: string) => {
    const id = /^(?:#|https?:\/\/\S+\/)?(\d{1,15})\/?$/.exec(text.trim())?.[1]
    const read = draftOfText(id === undefined ? text : `#${id}`, attribute, held, typing)
    onChange({ ...read, text })
  }
  return (
    <input
      {...controlProps(props)}
      type="text"
      autoComplete="off"
      placeholder={t('companies.byNumber')}
      value={draft.text ?? textIn(draft.value)}
      onChange={(event) => type(event.target.value)}
      className={controlLook.line}
    />
  )
}
