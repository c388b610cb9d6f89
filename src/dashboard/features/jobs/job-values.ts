import { useQuery } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { useTranslation } from 'react-i18next'
import { fieldContent } from '#contract/api/fields.ts'
import { linkTarget } from '#contract/api/writes.ts'
import { directoryQueries } from '#dashboard/domain/directory-queries.ts'
import { fieldText } from '#dashboard/domain/field-text.ts'

/** A written value; only parts that can be shown are parsed. */
const fieldValue = z.object({
  value: z.optional(z.unknown()),
  option: z.optional(z.int()),
  kind: z.optional(z.nullable(z.string())),
})
type FieldValue = z.infer<typeof fieldValue>
const item = z.union([z.string(), fieldValue])
const items = z.array(item)
const setTo = z.object({ set: items })
const difference = z
  .object({ add: z.optional(items), remove: z.optional(items) })
  .check(z.refine(({ add, remove }) => add !== undefined || remove !== undefined))
const written = z.object({ id: z.int(), values: z.nullable(z.array(fieldValue)) })
const linked = z.object({ target: linkTarget, id: z.int() })

const own = [
  'id',
  'name',
  'firstName',
  'lastName',
  'responsible',
  'phones',
  'emails',
  'tags',
  'identity',
] as const

/** Texts for fields and values of job rows. */
export function useValueLabels(source: string) {
  const { t, i18n } = useTranslation('jobs')
  const definitions = useQuery(directoryQueries.fields(source)).data?.items
  const users = useQuery(directoryQueries.users(source)).data?.items
  const timeZone = useQuery(directoryQueries.account(source)).data?.timeZone ?? null

  function field(dotted: string): string {
    const [head = '', second = ''] = dotted.replace(/^patch\./, '').split('.')
    const known = own.find((name) => name === head)
    if (known) return t(`fields.${known}`)
    if (head === 'links') {
      const target = linkTarget.options.find((name) => name === second)
      return target ? t(`links.${target}`) : dotted
    }
    if (head !== 'fields') return dotted
    return (
      definitions?.find(({ id }) => String(id) === second)?.name ??
      t('unknownField', { id: second })
    )
  }

  function value(dotted: string, json: unknown): string {
    if (dotted === 'responsible' && typeof json === 'number' && json !== 0)
      return users?.find(({ id }) => id === json)?.name ?? t('user', { id: json })
    return print(json) || t('empty')
  }

  function print(json: unknown): string {
    if (json === null || json === undefined || json === 0) return ''
    if (typeof json === 'string') return json
    if (typeof json === 'number') return String(json)
    if (typeof json === 'boolean') return json ? t('yes') : t('no')
    const content = fieldContent.safeParse(json)
    if (content.success)
      return fieldText(content.data, {
        language: i18n.language,
        yes: t('yes'),
        no: t('no'),
        timeZone,
      })
    const list = items.safeParse(json)
    if (list.success) return all(list.data)
    const set = setTo.safeParse(json)
    if (set.success) return all(set.data.set)
    const write = written.safeParse(json)
    if (write.success) return all(write.data.values ?? [])
    const change = difference.safeParse(json)
    if (change.success) {
      const { add = [], remove = [] } = change.data
      return [
        add.length > 0 && t('added', { values: all(add) }),
        remove.length > 0 && t('removed', { values: all(remove) }),
      ]
        .filter(Boolean)
        .join(', ')
    }
    const link = linked.safeParse(json)
    if (link.success) return `#${link.data.id}`
    return JSON.stringify(json)
  }

  const all = (list: z.infer<typeof items>): string =>
    list.map((entry) => (typeof entry === 'string' ? entry : valueText(entry))).join(', ')

  function valueText({
    value: text,
    option,
    kind,
  }: FieldValue | { value: string; kind: string | null; option?: number }): string {
    if (option !== undefined)
      return (
        definitions?.flatMap(({ options }) => options).find(({ id }) => id === option)?.label ??
        `#${option}`
      )
    if (text === undefined) return kind ?? ''
    return typeof text === 'string' ? text : JSON.stringify(text)
  }

  return { field, value }
}
