import { useTranslation } from 'react-i18next'
import type { Named } from '#contract/api/contacts.ts'
import type { User } from '#contract/api/users.ts'
import { controlLook } from '#dashboard/ui/control-look.ts'
import { describedBy, FormField } from '#dashboard/ui/form-field.tsx'

type Props = {
  value: string
  /** Who it was, who may be dismissed or hidden by now; null for nobody, undefined on creation. */
  before: Named | null | undefined
  users: User[] | null
  errors: string[]
  onChange: (value: string) => void
}

const id = 'responsible'

/** The person a contact belongs to: whoever works there, and whoever it is now. */
export function ContactFormResponsible({ value, before, users, errors, onChange }: Props) {
  const { t } = useTranslation(['form', 'translation'])
  const active = (users ?? []).filter(({ isActive }) => isActive)
  const isElse = before && !active.some((user) => user.id === before.id)
  const nameBefore = before && (before.name ?? t('translation:contacts.userId', { id: before.id }))
  const help = users ? undefined : t('usersHidden')
  return (
    <FormField id={id} label={t('labels.responsible')} help={help} errors={errors}>
      <span className="max-w-90">
        <select
          id={id}
          value={value}
          aria-describedby={describedBy(id, { help: Boolean(help), error: errors.length > 0 })}
          aria-invalid={errors.length > 0 || undefined}
          onChange={(event) => onChange(event.target.value)}
          className={controlLook.select}
        >
          {!before && (
            <option value="">{before === undefined ? t('defaultResponsible') : t('nobody')}</option>
          )}
          {isElse && (
            <option value={before.id}>
              {users ? t('dismissed', { name: nameBefore ?? '' }) : nameBefore}
            </option>
          )}
          {active
            .toSorted((a, b) => a.name.localeCompare(b.name))
            .map((user) => (
              <option key={user.id} value={user.id}>
                {user.name}
              </option>
            ))}
        </select>
      </span>
    </FormField>
  )
}
