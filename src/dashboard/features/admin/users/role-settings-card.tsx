import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { everySource, type Role, type RoleSettings } from '#contract/api/roles.ts'
import { useProblemMessages } from '#dashboard/domain/problem-messages.ts'
import { sourceQueries } from '#dashboard/domain/source-queries.ts'
import { Button } from '#dashboard/ui/button.tsx'
import { Card } from '#dashboard/ui/card.tsx'
import { Note } from '#dashboard/ui/note.tsx'
import { Select, SelectBox } from '#dashboard/ui/select.tsx'
import { Switch } from '#dashboard/ui/switch.tsx'
import { MaxRowsInput } from './max-rows-input.tsx'
import { registeredUserQueries, userWrites, useUserChange } from './user-queries.ts'

const settable = ['viewer', 'support', 'editor'] as const
const rules = ['all', 'ownGroup', 'own'] as const

/** What an admin sets for the other roles: for all sources, or for one. */
export function RoleSettingsCard() {
  const { t } = useTranslation('people')
  const common = useTranslation()
  const messageFor = useProblemMessages()
  const [scope, setScope] = useState<string>(everySource)
  const sources = useQuery(sourceQueries.list()).data?.items ?? []
  const settings = useQuery(registeredUserQueries.settings())
  const change = useUserChange((work: () => Promise<unknown>) => work())
  const of = (role: Role) => {
    const items = settings.data?.items ?? []
    const at = (place: string) => items.find((item) => item.scope === place && item.role === role)
    return at(scope) ?? at(everySource)
  }
  const set = (role: Role, next: RoleSettings) =>
    change.mutate(() => userWrites.setSettings(scope, role, next))
  return (
    <Card title={t('settings.title')}>
      <div className="grid gap-3 px-4 py-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="text-quiet">{t('settings.text')}</p>
          {sources.length > 1 && (
            <Select
              label={t('settings.scope')}
              isLabelShown="always"
              value={scope}
              options={[
                { value: everySource, text: t('settings.everySource') },
                ...sources.map(({ id, title }) => ({ value: id, text: title })),
              ]}
              onChange={setScope}
            />
          )}
        </div>
        {settings.isError && (
          <Note
            tone="warning"
            action={common.t('problem.tryAgain')}
            onAction={() => void settings.refetch()}
          >
            {messageFor(settings.error).text}
          </Note>
        )}
        <div aria-hidden className={`${columns} text-meta font-medium text-quiet max-sm:hidden`}>
          <span>{t('settings.role')}</span>
          <span>{t('settings.maxRows')}</span>
          <span>{t('settings.export')}</span>
          <span>{t('settings.sees')}</span>
        </div>
        <ul className="-mt-3 grid divide-y divide-line max-sm:mt-0">
          {settable.map((role) => {
            const known = of(role)
            if (!known) return null
            const isOwn = known.isOwn && known.scope === scope
            return (
              <RoleLine
                // A saved number is typed anew.
                key={`${scope}-${role}-${known.maxRows}`}
                role={role}
                settings={known}
                onChange={(next) => set(role, next)}
                onReset={
                  isOwn
                    ? () => change.mutate(() => userWrites.resetSettings(scope, role))
                    : undefined
                }
              />
            )
          })}
        </ul>
        {change.error && <Note tone="warning">{messageFor(change.error).text}</Note>}
      </div>
    </Card>
  )
}

const columns = 'grid gap-x-4 sm:grid-cols-[minmax(0,1fr)_8rem_7rem_11rem_5.5rem]'

type LineProps = {
  role: (typeof settable)[number]
  settings: RoleSettings
  onChange: (next: RoleSettings) => void
  /** Undefined: they are the default ones, or those of every source. */
  onReset: (() => void) | undefined
}

function RoleLine({ role, settings, onChange, onReset }: LineProps) {
  const { t } = useTranslation('people')
  const { maxRows, mayExport, visibility } = settings
  const name = t(`roles.${role}`)
  const change = (part: Partial<RoleSettings>) =>
    onChange({ maxRows, mayExport, visibility, ...part })
  return (
    <li aria-label={name} className={`${columns} items-start gap-y-2 py-3 max-sm:first:pt-0`}>
      <div className="min-w-0">
        <p className="font-medium">{name}</p>
        <p className="text-meta text-quiet">{t(`roleTexts.${role}`)}</p>
      </div>
      <MaxRowsInput
        label={`${t('settings.maxRows')}: ${name}`}
        shown={t('settings.maxRows')}
        value={maxRows}
        // Whoever only reads writes no rows.
        isOff={role === 'viewer'}
        onSave={(next) => change({ maxRows: next })}
      />
      <label className="grid gap-1">
        <span className="text-meta font-medium text-quiet sm:hidden">{t('settings.export')}</span>
        <span className="flex h-control items-center gap-2">
          <Switch
            aria-label={`${t('settings.export')}: ${name}`}
            checked={mayExport}
            onChange={({ target }) => change({ mayExport: target.checked })}
          />
          {t(mayExport ? 'settings.may' : 'settings.mayNot')}
        </span>
      </label>
      <div className="grid gap-1">
        <span className="text-meta font-medium text-quiet sm:hidden">{t('settings.sees')}</span>
        <SelectBox
          label={`${t('settings.sees')}: ${name}`}
          value={visibility}
          options={rules.map((value) => ({ value, text: t(`settings.visibility.${value}`) }))}
          onChange={(value) => change({ visibility: value })}
        />
      </div>
      <div>
        {onReset && (
          <Button
            look="quiet"
            aria-label={t('settings.resetLabel', { role: name })}
            onClick={onReset}
          >
            {t('settings.reset')}
          </Button>
        )}
      </div>
    </li>
  )
}
