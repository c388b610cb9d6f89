import type { Range } from './contact-filter.ts'
import type { Database, Param } from './database.ts'
import type { Entities, EntityQuery } from './entity-types.ts'
import type { EntityKind } from './sql-schema.ts'

/** Stores one kind of entity: its JSON, and the columns lists are sorted and filtered by. */
export function createEntityTable<Kind extends EntityKind>(db: Database, kind: Kind) {
  type Entity = Entities[Kind]

  // Written by `save` from an Entity.
  const parse = ({ body }: { body: string }) => JSON.parse(body) as Entity

  return {
    get(id: number): Entity | undefined {
      const row = db.get<{ body: string }>(`select body from ${kind} where id = ?`, id)
      return row && parse(row)
    },

    save(entity: Entity) {
      const owner = ownerOf(entity)
      const name = 'name' in entity ? entity.name : 'text' in entity ? entity.text : ''
      db.run(
        `insert or replace into ${kind} values (?, ?, ?, ?, ?, ?)`,
        entity.id,
        owner,
        name.toLowerCase(),
        entity.created_at,
        entity.updated_at,
        JSON.stringify(entity),
      )
    },

    remove: (id: number) => db.run(`delete from ${kind} where id = ?`, id),

    nextId(first: number): number {
      const top = db.get<{ id: number | null }>(`select max(id) as id from ${kind}`)?.id
      return (top ?? first - 1) + 1
    },

    has: (id: number) => db.get(`select 1 from ${kind} where id = ?`, id) !== undefined,

    list(query: EntityQuery): Entity[] {
      const { tests, params } = testsOf(query)
      const direction = query.descending ? 'desc' : 'asc'
      const column = orderColumn[query.order]
      const text = `select body from ${kind} where id in (
        select id from ${kind} where ${tests} order by ${column} ${direction}, id ${direction} limit ? offset ?
      ) order by ${column} ${direction}, id ${direction}`
      return db.all<{ body: string }>(text, ...params, query.limit, query.offset).map(parse)
    },

    count: () => db.get<{ n: number }>(`select count(*) as n from ${kind}`)?.n ?? 0,
  }
}

const orderColumn = {
  id: 'id',
  created_at: 'created_at',
  updated_at: 'updated_at',
  name: 'sort_name',
  complete_till: `body ->> '$.complete_till'`,
} as const

function ownerOf(entity: Entities[EntityKind]): number | null {
  if ('catalog_id' in entity) return entity.catalog_id
  return 'entity_id' in entity ? entity.entity_id : null
}

function testsOf(query: EntityQuery) {
  const tests = ['true']
  const params: Param[] = []
  const among = (sql: string, values: (string | number)[] | undefined) => {
    if (!values) return
    tests.push(`${sql} in (${values.map(() => '?').join(', ') || 'null'})`)
    params.push(...values)
  }
  const within = (sql: string, range: Range | undefined) => {
    if (range?.from !== undefined) tests.push(`${sql} >= ?`)
    if (range?.from !== undefined) params.push(range.from)
    if (range?.to !== undefined) tests.push(`${sql} <= ?`)
    if (range?.to !== undefined) params.push(range.to)
  }
  among('id', query.ids)
  among('owner', query.owners)
  if (query.visibleOwners) {
    const owners = 'c.responsible_user_id in (select value from json_each(?))'
    tests.push(`exists (select 1 from contacts c where c.id = owner and ${owners})`)
    params.push(JSON.stringify(query.visibleOwners))
  }
  among(
    'sort_name',
    query.names?.map((name) => name.toLowerCase()),
  )
  within('created_at', query.createdAt)
  within('updated_at', query.updatedAt)
  // Keys come from our own code, never from a request.
  for (const [key, values] of Object.entries(query.keys ?? {}))
    among(`cast(body ->> '$.${key}' as text)`, values.map(String))
  for (const [key, range] of Object.entries(query.ranges ?? {}))
    within(`body ->> '$.${key}'`, range)
  if (query.text) {
    tests.push('instr(sort_name, ?) > 0')
    params.push(query.text.toLowerCase())
  }
  return { tests: tests.join(' and '), params }
}
