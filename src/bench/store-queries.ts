import type { ContactQuery } from '#contract/api/contacts.ts'
import type { Condition } from '#contract/api/where.ts'
import { fieldKey, type AttributeKey } from '#contract/model/attribute.ts'
import type { MirrorDatabase } from '#proxy/mirror/mirror-dialect.ts'
import { createMirrorQuery } from '#proxy/mirror/mirror-query.ts'
import type { MirrorState } from '#proxy/mirror/mirror-state.ts'
import { z } from 'zod'
import { quantile } from './quantile.ts'

const rounds = 15
const everything = { contacts: 'all' } as const
const storedContext = z.object({ context: z.custom<NonNullable<MirrorState['context']>>() })

/** Milliseconds for one million contacts. */
export type QueryBudgets = {
  page: number
  jump: number
  filtered: number
  two: number
  total: number
  word: number
  phone: number
  facets: number
}

/** Queries of the store by themselves; `share` of the budgets applies. */
export async function measureQueries(
  database: MirrorDatabase,
  budgets: QueryBudgets,
  share: number,
) {
  const { db } = database
  const { value } = await db
    .selectFrom('meta')
    .select('value')
    .where('key', '=', 'state')
    .executeTakeFirstOrThrow()
  const { context } = storedContext.parse(JSON.parse(value))
  const query = createMirrorQuery(database)

  async function measure(title: string, budget: number, work: () => Promise<unknown>) {
    const times: number[] = []
    for (let round = 0; round < rounds + 3; round++) {
      query.forget() // every count is a first one
      const startedAt = performance.now()
      await work()
      if (round >= 3) times.push(performance.now() - startedAt)
    }
    const allowed = budget * share
    const p50 = quantile(times, 0.5)
    console.log(
      `  ${title.padEnd(52)} p50 ${p50.toFixed(1).padStart(7)} ms  p99 ${quantile(times, 0.99).toFixed(1).padStart(7)} ms (budget ${allowed.toFixed(1)})${p50 > allowed ? ': missed' : ''}`,
    )
  }
  const list = (wanted: Partial<ContactQuery>) =>
    query.list({ page: 1, size: 250, search: '', ...wanted }, everything, context)
  const page = (title: string, budget: number, wanted: Partial<ContactQuery>) =>
    measure(title, budget, () => list(wanted))

  const { total } = await list({})
  const [middle, last] = [Math.ceil(total / 500), Math.ceil(total / 250)]
  const field = context.definitions.find(({ kind, role }) => kind === 'text' && role === null)
  const orders: AttributeKey[] = [
    'id',
    'updatedAt',
    'name',
    'phones',
    'company',
    'responsible',
    'tags',
    ...(field ? [fieldKey(field.id)] : []),
  ]
  for (const order of orders) {
    await page(`first page by ${order}`, budgets.page, { sort: order })
    await page(`middle page by ${order}`, budgets.jump, { sort: order, page: middle })
    await page(`last page by -${order}`, budgets.jump, { sort: `-${order}`, page: last })
  }
  const tag = await topOf('tags')
  const person = await topOf('responsible')
  const noEmail: Condition[] = [{ key: 'emails', op: 'empty' }]
  const two: Condition[] = [
    { key: 'responsible', op: 'in', values: [person] },
    { key: 'tags', op: 'in', values: [tag] },
  ]
  await page('no e-mail, by updatedAt, with its total', budgets.filtered, { where: noEmail })
  await page('responsible and tag, by name, with its total', budgets.two, {
    where: two,
    sort: 'name',
  })
  await page('name contains, by updatedAt, with its total', budgets.filtered, {
    where: [{ key: 'name', op: 'contains', values: ['анна'] }],
  })
  await measure('total of responsible and tag', budgets.total, () => list({ where: two, size: 1 }))
  await page('search of a word, by updatedAt, with its total', budgets.word, { search: 'иванов' })
  await page('search of a phone', budgets.phone, { search: '790000' })
  for (const key of ['responsible', 'tags', 'company'] as const)
    await measure(`facets of ${key}`, budgets.facets, () => facetsOf(key))
  await db.destroy()

  function facetsOf(key: AttributeKey) {
    return query.facets(key, { search: '' }, everything, context)
  }
  async function topOf(key: AttributeKey): Promise<string> {
    return (await facetsOf(key)).items[0]?.value ?? ''
  }
}
