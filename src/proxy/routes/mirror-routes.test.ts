import { afterEach, describe, expect, it } from 'vitest'
import { buildStack, type Stack } from '#testing/stack.ts'

const open: Stack[] = []
afterEach(async () => {
  for (const { proxy, mock } of open.splice(0)) {
    await proxy.close()
    await mock.app.close()
  }
})

function build(options: Parameters<typeof buildStack>[0] = {}): Stack {
  const stack = buildStack({ mirror: true, contacts: 300, ...options })
  open.push(stack)
  return stack
}

type Json = Record<string, unknown>
const get = async ({ proxy }: Stack, path: string) => {
  const response = await proxy.inject(`/api/sources/main/${path}`)
  return { status: response.statusCode, body: response.json<Json>() }
}

async function fill(stack: Stack): Promise<void> {
  stack.sources.main.mirror?.begin()
  await expect
    .poll(async () => (await get(stack, 'mirror')).body['isComplete'], { timeout: 20_000 })
    .toBe(true)
}

const capabilitiesOf = async ({ proxy }: Stack, index = 0): Promise<unknown> => {
  const response = await proxy.inject('/api/sources')
  return response.json<{ items: { capabilities: unknown }[] }>().items[index]?.capabilities
}
const where = (conditions: unknown) => `where=${encodeURIComponent(JSON.stringify(conditions))}`

describe('a contact while the source is down', () => {
  it('is the one of the copy, with its time, only if that is allowed', async () => {
    const stack = build({ mirrorSettings: { interval: 0, watchedInterval: 0 } })
    await fill(stack)
    const { body: page } = await get(stack, 'contacts')
    const [{ id }] = page['items'] as [{ id: number }]
    const { body: live } = await get(stack, `contacts/${id}?fallback=copy`)
    expect(live).not.toHaveProperty('asOf')
    const payload = { kind: 'status', status: 502 }
    await stack.mock.app.inject({ method: 'POST', url: '/_mock/faults', payload })
    expect(await get(stack, `contacts/${id}`)).toMatchObject({ status: 502 })
    const copied = await get(stack, `contacts/${id}?fallback=copy`)
    expect(copied).toMatchObject({
      status: 200,
      body: { ...live, asOf: expect.stringMatching(/Z$/) as string },
    })
    expect(live['counts']).not.toEqual({ leads: 0, customers: 0, catalogElements: 0 })
    expect((await get(stack, 'contacts/999999999?fallback=copy')).status).toBe(502)
    // What the page is drawn with, even if it was not asked for before.
    stack.sources.main.reset()
    const { body: fields } = await get(stack, 'fields')
    expect(fields['items']).not.toEqual([])
    expect((await get(stack, 'account')).body['timeZone']).toMatch(/\//)
  }, 30_000)
})

describe('a source with a local copy', () => {
  it('works live while the copy is filled, and says more once it is complete', async () => {
    const stack = build()
    const live = await get(stack, 'contacts?sort=name')
    expect(live.body).toMatchObject({ total: null, asOf: null })
    expect(await get(stack, 'contacts?sort=company')).toMatchObject({ status: 400 })
    expect(await capabilitiesOf(stack)).toMatchObject({ mirror: true, totals: false, maxSorts: 1 })
    expect((await get(stack, 'mirror')).body).toMatchObject({ state: 'filling', asOf: null })
    await fill(stack)
    expect(await capabilitiesOf(stack)).toMatchObject({
      mirror: true,
      totals: true,
      operators: true,
      maxSorts: 3,
      sortsFields: true,
    })
    const linked = await get(stack, 'contacts?sort=-leads&attributes=leads,group,account')
    const [first] = linked.body['items'] as { leads: { id: number }[] }[]
    expect(first).toMatchObject({ group: { id: expect.any(Number) as number }, account: 28805383 })
    const lead = { key: 'leads', op: 'in', values: [String(first?.leads[0]?.id)] }
    const ofLead = await get(stack, `contacts?${where([lead])}&attributes=leads`)
    expect(JSON.stringify(ofLead.body['items'])).toContain(`"id":${first?.leads[0]?.id}`)
    const page = await get(stack, 'contacts?sort=company,-name&page=2&size=100')
    expect(page.body).toMatchObject({
      total: stack.mock.store.countContacts(),
      asOf: expect.stringMatching(/Z$/) as string,
      filterApplied: true,
    })
    expect((await get(stack, 'mirror')).body).toMatchObject({
      state: 'complete',
      read: stack.mock.store.countContacts(),
      bytes: null,
      problem: null,
    })
    const metrics = await stack.proxy.inject('/metrics')
    expect(metrics.body).toContain('kartoteka_mirror_contacts{source="main"} 300')
    expect(metrics.body).toMatch(/kartoteka_mirror_age_seconds\{source="main"\} \d/)
  }, 30_000)

  it('rejects what it does not understand by the name of the parameter', async () => {
    const stack = build()
    await fill(stack)
    const cases = [
      ['contacts?sort=likes', 'sort'],
      ['contacts?attributes=likes', 'attributes'],
      ['contacts?sort=name,id,company,tags', 'sort'],
      ['contacts?sort=field:99999999', 'sort'],
      [`contacts?${where([{ key: 'createdAt', op: 'contains', values: ['a'] }])}`, 'where'],
      [`contacts?${where([{ key: 'name', op: 'near', values: ['a'] }])}`, 'where'],
      [
        `contacts?${where([{ any: [{ key: 'id', op: 'within', period: { unit: 'day', to: 0 } }] }])}`,
        'where',
      ],
      [`contacts?${where([{ any: [] }])}`, 'where'],
      [`contacts?${where([{ key: 'createdAt', op: 'within', period: { unit: 'day' } }])}`, 'where'],
      [`contacts?${where([{ key: 'tags', op: 'count', from: 3, to: 1 }])}`, 'where'],
      [`contacts?${where([{ key: 'phones', op: 'domain', values: ['a.b'] }])}`, 'where'],
      [`contacts?${where([{ key: 'phones', op: 'country', values: ['+7'] }])}`, 'where'],
      ['contacts?where=not-json', 'where'],
      ['facets?key=phones&part=domain', 'part'],
      ['facets?key=createdAt', 'key'],
    ] as const
    for (const [path, name] of cases) {
      const { status, body } = await get(stack, path)
      expect(status).toBe(400)
      expect(JSON.stringify(body['fields'])).toContain(`"name":"${name}`)
    }
  }, 30_000)

  it('counts values of an attribute among the contacts that match', async () => {
    const stack = build()
    await fill(stack)
    const { body } = await get(stack, 'facets?key=responsible')
    const items = body['items'] as { value: string; label: string; count: number }[]
    expect(items.reduce((sum, { count }) => sum + count, Number(body['empty']))).toBe(body['total'])
    const [first] = items
    const listed = await get(stack, `contacts?responsible=${first?.value}`)
    expect(listed.body['total']).toBe(first?.count)
    expect(first?.label).toMatch(/\S/)
    const [domain] = (await get(stack, 'facets?key=emails&part=domain')).body[
      'items'
    ] as typeof items
    const condition = { key: 'emails', op: 'domain', values: [domain?.value] }
    const ofDomain = await get(stack, `contacts?${where([{ any: [condition] }])}`)
    expect(ofDomain.body['total']).toBe(domain?.count)
    const groups = (await get(stack, 'facets?key=group')).body['items'] as typeof items
    expect(groups.map(({ label }) => label)).toContain('Отдел продаж')
    // The attribute's own filter does not restrict its values.
    const again = await get(stack, `facets?key=responsible&responsible=${first?.value}`)
    expect(again.body['items']).toEqual(items)
  }, 30_000)

  it('tells the IDs of all that match, in the order of the list, and else says why not', async () => {
    const stack = build()
    expect(await get(stack, 'contacts/ids')).toMatchObject({ status: 400 })
    await fill(stack)
    const { body } = await get(stack, 'contacts/ids?sort=-name&search=a')
    const pages = await Promise.all(
      [1, 2].map((page) => get(stack, `contacts?sort=-name&search=a&size=250&page=${page}`)),
    )
    const listed = pages.flatMap((page) => page.body['items'] as { id: number }[])
    expect(body['ids']).toEqual(listed.map(({ id }) => id))
    expect(listed.length).toBeGreaterThan(10)
    expect(await get(stack, 'contacts/ids?sort=field:999')).toMatchObject({ status: 400 })
    expect(await get(stack, 'contacts/ids?size=5')).toMatchObject({ status: 400 })
  }, 30_000)

  it('reads rows from the source where a change will be based on them', async () => {
    const stack = build()
    await fill(stack)
    const [{ id }] = (await get(stack, 'contacts')).body['items'] as [{ id: number }]
    await stack.sources.main.mirror?.pause()
    await stack.mock.app.inject({
      method: 'PATCH',
      url: `/_mock/contacts/${id}`,
      payload: { name: 'Changed' },
    })
    const nameOf = async (path: string) => {
      const { body } = await get(stack, path)
      return [body['asOf'] === null, (body['items'] as { name: string }[])[0]?.name]
    }
    expect(await nameOf(`contacts?ids=${id}&from=source`)).toEqual([true, 'Changed'])
    expect(await nameOf(`contacts?ids=${id}`)).not.toContain('Changed')
  }, 30_000)

  it('shows the copy with its time, and why, while the source is down', async () => {
    const stack = build({ mirrorSettings: { interval: 0, watchedInterval: 0 } })
    await fill(stack)
    const fault = { method: 'POST', url: '/_mock/faults' } as const
    await stack.mock.app.inject({ ...fault, payload: { kind: 'status', status: 502 } })
    await expect
      .poll(async () => (await get(stack, 'mirror')).body['state'], { timeout: 20_000 })
      .toBe('paused')
    const { body } = await get(stack, 'mirror')
    expect(body['problem']).toMatchObject({ code: 'source_unreachable' })
    expect((await get(stack, 'contacts')).body).toMatchObject({ total: 300, asOf: body['asOf'] })
  }, 30_000)
})

it('says of other sources that there is no copy', async () => {
  const stack = build({ mirror: false })
  expect((await get(stack, 'mirror')).body).toMatchObject({ state: 'off', isComplete: false })
  expect((await get(stack, 'facets?key=tags')).status).toBe(400)
  expect(await capabilitiesOf(stack, 1)).toMatchObject({ mirror: false, operators: false })
})
