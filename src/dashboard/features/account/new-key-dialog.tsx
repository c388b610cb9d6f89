import { useMutation, useQuery } from '@tanstack/react-query'
import { useId, useRef, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { role as roles, type Role } from '#contract/api/roles.ts'
import type { Session } from '#contract/api/session.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { toServerTime } from '#dashboard/lib/server-clock.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { FieldError, FormField } from '#dashboard/ui/form-field.tsx'
import { LabelledInput } from '#dashboard/ui/labelled-input.tsx'
import { Modal } from '#dashboard/ui/modal.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { SelectBox } from '#dashboard/ui/select.tsx'
import { accountWrites } from './account-queries.ts'

const day = 86_400_000 // milliseconds
const lifetimes = { never: null, month: 30 * day, year: 365 * day } as const
type Lifetime = keyof typeof lifetimes
const lifetimeNames = ['month', 'year', 'never'] as const satisfies Lifetime[]

type Props = {
  session: Session
  onMade: (made: { label: string; key: string }) => void
  onClose: () => void
}

/** What a new key is for and what it may do: at most what its owner may. */
export function NewKeyDialog({ session, onMade, onClose }: Props) {
  const { t } = useTranslation('people')
  const messageFor = useProblemMessages()
  const id = useId()
  const label = useRef<HTMLInputElement>(null)
  const titles = useQuery(sourceQueries.list()).data?.items ?? []
  const own = session.sources.map(({ source }) => source)
  const offered = rolesUpTo(session)
  const [role, setRole] = useState<Role>(offered[0] ?? 'viewer')
  const [lifetime, setLifetime] = useState<Lifetime>('year')
  const [sources, setSources] = useState(own)
  const [issue, setIssue] = useState<'needLabel' | 'needSource'>()
  const make = useMutation({
    mutationFn: accountWrites.makeKey,
    onSuccess: ({ apiKey, key }) => onMade({ label: apiKey.label, key }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const typed = label.current?.value.trim() ?? ''
    const found = typed === '' ? 'needLabel' : sources.length === 0 ? 'needSource' : undefined
    setIssue(found)
    if (found === 'needLabel') return label.current?.focus()
    if (found || make.isPending) return
    const ms = lifetimes[lifetime]
    make.mutate({
      label: typed,
      role,
      // All of them, also ones that are added later.
      sources: sources.length === own.length ? null : sources,
      expiresAt: ms === null ? null : new Date(toServerTime(Date.now()) + ms).toISOString(),
    })
  }
  return (
    <Modal title={t('keys.make')} closeLabel={t('keys.cancel')} onClose={onClose}>
      <form onSubmit={submit} noValidate className="grid gap-3">
        <LabelledInput
          ref={label}
          label={t('keys.label')}
          errors={issue === 'needLabel' ? [t('keys.needLabel')] : []}
          maxLength={100}
          autoComplete="off"
          placeholder={t('keys.labelHint')}
        />
        <FormField id={`${id}-role`} label={t('keys.role')} help={t(`roleTexts.${role}`)}>
          <SelectBox
            id={`${id}-role`}
            label={t('keys.role')}
            value={role}
            options={offered.map((value) => ({ value, text: t(`roles.${value}`) }))}
            onChange={setRole}
          />
        </FormField>
        <FormField id={`${id}-expires`} label={t('keys.expires')}>
          <SelectBox
            id={`${id}-expires`}
            label={t('keys.expires')}
            value={lifetime}
            options={lifetimeNames.map((value) => ({ value, text: t(`keys.expiry.${value}`) }))}
            onChange={setLifetime}
          />
        </FormField>
        <fieldset className="grid gap-1">
          <legend className="mb-1 text-meta font-medium text-quiet">{t('keys.sources')}</legend>
          {own.map((source) => (
            <label key={source} className="flex items-center gap-2 pointer-coarse:min-h-11">
              <Checkbox
                checked={sources.includes(source)}
                onChange={({ target }) =>
                  setSources(
                    target.checked
                      ? [...sources, source]
                      : sources.filter((other) => other !== source),
                  )
                }
              />
              <span className="wrap-anywhere">
                {titles.find((item) => item.id === source)?.title ?? source}
              </span>
            </label>
          ))}
          {issue === 'needSource' && <FieldError text={t('keys.needSource')} />}
        </fieldset>
        {make.error && <Note tone="warning">{messageFor(make.error).text}</Note>}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{t('keys.cancel')}</Button>
          <Button type="submit" look="primary" aria-disabled={make.isPending}>
            {t('keys.create')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** Up to the highest role that one has at any source. */
function rolesUpTo({ sources }: Session): Role[] {
  const places = sources.map(({ role }) => roles.options.indexOf(role))
  return roles.options.slice(0, Math.max(0, ...places) + 1)
}
