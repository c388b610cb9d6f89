import { useRouter } from '@tanstack/react-router'
import { useEffect, useEffectEvent } from 'react'
import type { SectionName } from './source-sections.ts'
import { isPageKey, latinKey } from '#dashboard/lib/commands.ts'
import { readPreference } from '#dashboard/lib/preferences.ts'

const sections: Record<string, SectionName> = {
  l: 'contacts',
  c: 'chats',
  j: 'jobs',
  o: 'overview',
}
const waits = 1500 // milliseconds for the second key

type Props = {
  source: string | undefined
  /** The pages of the source that there are. */
  names: readonly SectionName[]
}

/** G and another letter lead to a page of the source. */
export function GoKeys({ source, names }: Props) {
  const { navigate } = useRouter()
  const go = useEffectEvent((letter: string): boolean => {
    const name = sections[letter]
    if (!source || !name || !names.includes(name)) return false
    void navigate({ to: `/$source/${name}`, params: { source } })
    return true
  })
  useEffect(() => {
    let startedAt = -Infinity
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || !isPageKey(event)) return
      if (readPreference('shortcuts') === 'off') return
      const letter = event.shiftKey ? '' : latinKey(event)
      const isSecond = event.timeStamp - startedAt < waits
      startedAt = letter === 'g' ? event.timeStamp : -Infinity
      if (!isSecond || !go(letter)) return
      event.preventDefault()
      event.stopPropagation() // the letter alone has another meaning
    }
    document.addEventListener('keydown', press, { capture: true })
    return () => document.removeEventListener('keydown', press, { capture: true })
  }, [])
  return null
}
