import { sql, type Kysely } from 'kysely'
import type { FacetPart, Facets } from '#contract/api/facets.ts'
import { conditionsOf, operatorsFor, type Condition } from '#contract/api/where.ts'
import { fieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import { UnsupportedError } from '#proxy/sources/transport/source-errors.ts'
import type { FeedContext } from '#proxy/sources/source-feed.ts'
import type { StoredAttribute } from './attribute-columns.ts'
import { andSql } from './condition-sql.ts'
import type { MirrorFilter } from './filter-sql.ts'
import type { Sql } from './mirror-dialect.ts'
import { itemAttributes, type MirrorTables } from './mirror-tables.ts'

const partItems = { domain: 'emailDomains', country: 'callingCodes' } as const

const maxFacets = 250

/** `name`: of a value, where it is not in the table that is counted. */
type Counting = {
  value: Sql
  label: Sql
  name: Sql | null
  from: Sql
  /** The same without contacts, where nothing is asked of them. */
  alone: Sql
  test: Sql
  filled: Sql
  filledAlone: Sql
}

export const notCounted = (key: AttributeKey, part: FacetPart | undefined) =>
  part === undefined
    ? new UnsupportedError('key', `the values of ${key} are not counted`)
    : new UnsupportedError('part', `${key} has no ${part}`)

/** How the values of an attribute are counted; undefined for those that are not. */
export function countingOf(
  stored: StoredAttribute,
  part: FacetPart | undefined,
): Counting | undefined {
  if (part !== undefined && !operatorsFor(stored).includes(part)) return undefined
  if (stored.place === 'reference') {
    const value = sql.ref(`c.${stored.column}`)
    const isFilled = sql`${value} is not null`
    const from = sql`contacts c`
    return {
      value,
      label: sql`null`,
      // Names of groups are few and in no table.
      name:
        stored.names === 'group'
          ? null
          : sql`(select n.name from names n where n.kind = ${stored.names} and n.id = g.value)`,
      from,
      alone: from,
      test: isFilled,
      filled: sql`select count(*) as n from contacts c where ${isFilled}`,
      filledAlone: sql`select count(*) as n from contacts c where ${isFilled}`,
    }
  }
  if (stored.place !== 'items') return undefined
  const attribute = part === undefined ? stored.attribute : itemAttributes[partItems[part]]
  // The number of items is in the index of their key.
  const counted = part === undefined && stored.count !== null ? sql.ref(`c.${stored.count}`) : null
  const ofCounted = counted && sql`select count(*) as n from contacts c where ${counted} > 0`
  return {
    value: sql.ref('i.value'),
    label: stored.kind === 'tags' ? sql`null` : sql`min(coalesce(i.label, i.value))`,
    name: stored.kind === 'tags' ? sql.ref('g.value') : null,
    from: sql`items i join contacts c on c.id = i.contact_id`,
    alone: sql`items i`,
    test: sql`i.attribute = ${attribute}`,
    filled:
      ofCounted ??
      sql`select count(*) as n from contacts c where exists
        (select 1 from items f where f.contact_id = c.id and f.attribute = ${attribute})`,
    filledAlone:
      ofCounted ??
      sql`select count(distinct contact_id) as n from items where attribute = ${attribute}`,
  }
}

/** The values that occur most often among the `total` contacts that match, and how often. */
export async function countValues(
  db: Kysely<MirrorTables>,
  counting: Counting,
  filters: Sql[],
  total: number,
): Promise<Pick<Facets, 'items' | 'hasMore' | 'empty'>> {
  const isAlone = filters.length === 0
  // Names are read of the groups, not of each contact.
  const { rows } = await sql<{ value: string | number; label: string | null; count: number }>`
    select g.value, ${counting.name ?? sql.ref('g.label')} as label, g.count from (
      select ${counting.value} as value, ${counting.label} as label, count(*) as count
      from ${isAlone ? counting.alone : counting.from}
      where ${andSql([counting.test, ...filters])}
      group by 1 order by count desc, value limit ${maxFacets + 1}) g
    order by g.count desc, g.value`.execute(db)
  const filled = await sql<{ n: number }>`${
    isAlone ? counting.filledAlone : sql`${counting.filled} and ${andSql(filters)}`
  }`.execute(db)
  return {
    items: rows.slice(0, maxFacets).map((row) => ({ ...row, value: String(row.value) })),
    hasMore: rows.length > maxFacets,
    empty: total - (filled.rows[0]?.n ?? 0),
  }
}

export function withGroupNames(items: Facets['items'], { groups }: FeedContext): Facets['items'] {
  const names = new Map(groups.map(({ id, name }) => [String(id), name]))
  return items.map((item) => ({ ...item, label: names.get(item.value) ?? null }))
}

/**
 * Conditions on the counted attribute do not restrict its own values; groups with another attribute
 * do.
 */
export function withoutKey(query: MirrorFilter, key: AttributeKey): MirrorFilter {
  const { responsible, createdBy, updatedBy, fields, where, ...others } = query
  const isOther = (condition: Condition) => condition.key !== key
  return {
    ...others,
    ...(responsible && key !== 'responsible' && { responsible }),
    ...(createdBy && key !== 'createdBy' && { createdBy }),
    ...(updatedBy && key !== 'updatedBy' && { updatedBy }),
    ...(fields && { fields: fields.filter(({ id }) => fieldKey(id) !== key) }),
    ...(where && { where: where.filter((term) => conditionsOf(term).some(isOther)) }),
  }
}
