import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Source } from '#contract/api/sources.ts'
import { builtInKey, type Attribute, type AttributeKey } from '#contract/model/attribute.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { sourceAttributes } from '#dashboard/domain/source-attributes.ts'
import { operatorChoices } from './condition-draft.ts'

/** What contacts can be filtered by, and how it is called. Custom fields follow once they are read. */
export function useConditionAttributes(source: Source) {
  const { t } = useTranslation()
  const fields = useQuery(directoryQueries.fields(source.id))
  const users = useQuery({
    ...directoryQueries.users(source.id),
    enabled: source.capabilities.knows.responsible,
  })
  const attributes = sourceAttributes(
    source.capabilities,
    fields.data?.items ?? [],
    users.data?.items ?? null,
  )
    .map((attribute) => completed(attribute, source.capabilities))
    .filter((attribute) => operatorChoices(attribute).length > 0)
  return {
    attributes,
    users: users.data?.items,
    usersQuery: users,
    fields,
    find: (key: AttributeKey): Attribute | undefined => attributes.find((a) => a.key === key),
    nameOf: (key: AttributeKey): string => {
      const builtIn = builtInKey.safeParse(key).data
      if (builtIn) return t(`attributes.${builtIn}`)
      return attributes.find((a) => a.key === key)?.label ?? t('filters.field', { id: idOf(key) })
    },
  }
}

/** With what only filters need. */
function completed(attribute: Attribute, { bots, knows }: Source['capabilities']): Attribute {
  const options = bots.map(({ id, name }) => ({ id, label: name, code: null }))
  return {
    ...attribute,
    ...(attribute.key === 'bot' && { options }),
    ...(knows.partly?.some((key) => key === attribute.key) && { isPartlyKnown: true }),
  }
}

const idOf = (key: string): string => key.replace('field:', '')
