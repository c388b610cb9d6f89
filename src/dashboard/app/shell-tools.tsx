import { Search } from 'lucide-react'
import { Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { commandKeys, pressCommandKey, useCommands } from '#dashboard/lib/commands.ts'
import { keyNames } from '#dashboard/lib/key-names.ts'
import { readPreference } from '#dashboard/lib/preferences.ts'
import { lazyPart } from '#dashboard/lib/lazy-part.tsx'

const CommandPalette = lazyPart(() => import('./command-palette.tsx'), 'CommandPalette')
const ShortcutsSheet = lazyPart(
  () => import('#dashboard/features/palette/shortcuts-sheet.tsx'),
  'ShortcutsSheet',
)

const areLettersOn = () => readPreference('shortcuts') !== 'off'

/** Handles the shortcuts of every page; the palette and the list of shortcuts are loaded on demand. */
export function ShellTools() {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'palette' | 'sheet'>()
  useCommands([
    { id: 'palette', run: () => setOpen('palette') },
    { id: 'sheet', run: () => setOpen('sheet') },
  ])
  useEffect(() => {
    if (open) return // keys typed while the palette loads must not trigger shortcuts
    const press = (event: KeyboardEvent) => {
      if (pressCommandKey(event, areLettersOn)) event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [open])
  const typed = useTypedText(open === 'palette')
  const close = () => setOpen(undefined)
  return (
    <>
      <button
        type="button"
        aria-label={t('app.commands')}
        data-tip=""
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen('palette')}
        className="app-tool"
      >
        <Search aria-hidden className="size-4" />
        <span className="max-lg:hidden">{keyNames(commandKeys.palette)}</span>
      </button>
      <Suspense>
        {open === 'palette' && <CommandPalette typed={typed} onClose={close} />}
        {open === 'sheet' && <ShortcutsSheet onClose={close} />}
      </Suspense>
    </>
  )
}

/** What is typed between opening the palette and its search box taking the focus. */
function useTypedText(isOpen: boolean) {
  const typed = useRef('')
  useEffect(() => {
    if (!isOpen) return
    typed.current = ''
    const press = (event: KeyboardEvent) => {
      const isText = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
      if (!isText || document.querySelector('dialog[open]')) return
      typed.current += event.key
      event.preventDefault()
      event.stopPropagation() // it means nothing to what is below
    }
    window.addEventListener('keydown', press, { capture: true })
    return () => window.removeEventListener('keydown', press, { capture: true })
  }, [isOpen])
  return typed
}
