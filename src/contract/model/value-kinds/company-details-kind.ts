import { parseEntities, printEntities } from '#contract/model/parts-text.ts'
import { isSameSet } from '#contract/model/same-set.ts'
import { textSortKey } from '#contract/model/sort-key.ts'
import { valueSchemas } from '#contract/model/value.ts'
import { defineValueKind, type OwnValueKind } from '#contract/model/value-kind.ts'

type Detail = { key: string; value: string }

const isFilled = ({ value }: Detail): boolean => value.trim() !== ''
const filled = (entities: Detail[][]): Detail[][] =>
  entities.map((entity) => entity.filter(isFilled)).filter((entity) => entity.length > 0)

const isSameEntity = (a: Detail[], b: Detail[]): boolean =>
  isSameSet(a, b, (x, y) => x.key === y.key && x.value.trim() === y.value.trim())

/**
 * The kind of entity is a number at the source (1 sole trader, 2 company); all other parts are
 * texts.
 */
const numericKeys = new Set(['entity_type'])

const nameOf = (entity: Detail[]): string =>
  (entity.find(({ key }) => key === 'name') ?? entity[0])?.value ?? ''

const own: OwnValueKind<'companyDetails'> = {
  schema: valueSchemas.companyDetails,
  isWritable: true,
  isEmpty: ({ entities }) => filled(entities).length === 0,
  equals: (a, b) => isSameSet(filled(a.entities), filled(b.entities), isSameEntity),
  split: (value) => [value],
  join: (first) => first,
  parse: (text) => {
    if (text.trim() === '') return { value: null, issues: [] }
    const entities = parseEntities(text)
    return entities
      ? { value: { kind: 'companyDetails', entities }, issues: [] }
      : {
          value: null,
          issues: [
            { code: 'unreadable', message: 'details by name are expected', text: text.trim() },
          ],
        }
  },
  print: ({ entities }) => printEntities(entities),
  validate: ({ entities }) =>
    entities.flatMap((entity, index) => {
      const name = entity.find(({ key }) => key === 'name')?.value.trim() ?? ''
      return entity.some(isFilled) && name === ''
        ? [{ code: 'required' as const, index, part: 'name', message: 'a name is required' }]
        : []
    }),
  searchText: ({ entities }) =>
    entities
      .flat()
      .map(({ value }) => value)
      .join(' '),
  sortKey: ({ entities }) => textSortKey(entities.map(nameOf).join(' ')),
  toWrite: ({ entities }) =>
    filled(entities).map((entity) => ({
      value: Object.fromEntries(
        entity.map(({ key, value }) => [key, numericKeys.has(key) ? Number(value) : value]),
      ),
    })),
  fromWrite: (items) =>
    items.length === 0
      ? null
      : {
          kind: 'companyDetails',
          entities: items.map(({ value }) =>
            typeof value === 'object'
              ? Object.entries(value).map(([key, detail]) => ({ key, value: String(detail) }))
              : [],
          ),
        },
}
export const companyDetailsKind = defineValueKind('companyDetails', own)
