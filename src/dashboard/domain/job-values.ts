import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { builtInKey, fieldIdOf } from '#contract/model/attribute.ts'
import type { Value } from '#contract/model/value.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { valueText } from '#dashboard/domain/value-text.ts'

/** What rows may write besides attributes of the contact. */
const others = ['chat', 'status', 'variable', 'identity'] as const

/** Names of attributes and their values in jobs, in the user's language; of no source: built-in ones. */
export function useValueLabels(
  source: string | null,
  contacts: { id: number; name: string }[] = [],
) {
  const { t, i18n } = useTranslation(['jobs', 'translation'])
  const id = source ?? ''
  const enabled = source !== null
  const definitions = useQuery({ ...directoryQueries.fields(id), enabled }).data?.items
  const users = useQuery({ ...directoryQueries.users(id), enabled }).data?.items
  const account = useQuery({ ...directoryQueries.account(id), enabled }).data
  const timeZone = account?.timeZone ?? null

  function attribute(key: string): string {
    const fieldId = fieldIdOf(key)
    if (fieldId !== undefined)
      return (
        definitions?.find(({ id }) => id === fieldId)?.name ?? t('unknownField', { id: fieldId })
      )
    const builtIn = builtInKey.safeParse(key).data
    if (builtIn) return t(`translation:attributes.${builtIn}`)
    const other = others.find((name) => name === key)
    return other ? t(`others.${other}`) : key
  }

  /** The values of a chat are contact IDs. */
  function value(held: Value | number | string | null | undefined): string {
    if (held === null || held === undefined || held === '') return t('empty')
    if (typeof held === 'string') return held
    if (typeof held === 'number')
      return contacts.find(({ id }) => id === held)?.name || t('contactId', { id: held })
    return valueText(named(held), {
      language: i18n.language,
      yes: t('yes'),
      no: t('no'),
      timeZone,
    })
  }

  /** Adds names to options, users and contact points that were written by ID only. */
  function named(held: Value): Value {
    if (held.kind === 'user' && held.name === null)
      return { ...held, name: users?.find(({ id }) => id === held.id)?.name ?? null }
    return held
  }

  return { attribute, value }
}
