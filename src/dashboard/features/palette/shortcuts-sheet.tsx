import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { commandKeys, currentCommands, type CommandId } from '#dashboard/lib/commands.ts'
import { keyNames } from '#dashboard/lib/key-names.ts'
import { readPreference, writePreference } from '#dashboard/lib/preferences.ts'
import { Drawer } from '#dashboard/ui/drawer.tsx'
import { KeyCaps } from '#dashboard/ui/key-caps.tsx'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { cellKeys, goKeys, rowKeys } from './shortcuts-rows.ts'

type Shortcut = { label: string; keys: readonly string[] }

const general: CommandId[] = ['palette', 'sheet']

/** All shortcuts of the current page, and the switch that turns letter keys off. */
export function ShortcutsSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('tools')
  const [areLettersOn, setAreLettersOn] = useState(readPreference('shortcuts') !== 'off')
  const ids = currentCommands().map(({ id }) => id)
  const shortcut = (id: CommandId): Shortcut => ({
    label: t(`commands.${id}`),
    keys: commandKeys[id],
  })
  const ofPage = ids.filter((id) => !general.includes(id) && commandKeys[id].length > 0)
  const rows = rowKeys.map(({ name, keys }) => ({ label: t(`shortcuts.rows.${name}`), keys }))
  const pages = goKeys.map(({ name, keys }) => ({ label: t(`shortcuts.pages.${name}`), keys }))
  const cells = cellKeys.map(({ name, keys }) => ({ label: t(`shortcuts.cells.${name}`), keys }))
  return (
    <Drawer title={t('shortcuts.title')} closeLabel={t('close')} onClose={onClose}>
      <div className="grid gap-x-8 gap-y-4">
        <Group title={t('shortcuts.general')} shortcuts={general.map(shortcut)} />
        <Group title={t('shortcuts.go')} shortcuts={pages} />
        {ofPage.length > 0 && (
          <>
            <Group title={t('shortcuts.list')} shortcuts={ofPage.map(shortcut)} />
            <Group title={t('shortcuts.row')} shortcuts={rows} />
            <Group title={t('shortcuts.cell')} shortcuts={cells} />
          </>
        )}
      </div>
      <div className="sticky -bottom-4 -mx-5 mt-4 -mb-4 border-t border-line bg-surface px-5 py-3">
        <label className="flex items-center gap-2">
          <Checkbox
            checked={areLettersOn}
            onChange={({ target }) => {
              setAreLettersOn(target.checked)
              writePreference('shortcuts', target.checked ? undefined : 'off')
            }}
          />
          {t('shortcuts.letters')}
        </label>
        <p className="mt-1 text-meta text-quiet">{t('shortcuts.lettersHelp')}</p>
      </div>
    </Drawer>
  )
}

function Group({ title, shortcuts }: { title: string; shortcuts: Shortcut[] }) {
  return (
    <section>
      <h3 className="mb-1 text-meta font-medium text-quiet">{title}</h3>
      <dl>
        {shortcuts.map(({ label, keys }) => (
          <div key={label} className="flex items-center justify-between gap-4 py-1">
            <dt className="min-w-0">{label}</dt>
            <dd className="shrink-0">
              <KeyCaps keys={keyNames(keys)} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
