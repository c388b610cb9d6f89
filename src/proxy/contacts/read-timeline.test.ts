import { afterAll, describe, expect, it } from 'vitest'
import { timelinePage, type TimelineEntry } from '#contract/api/timeline.ts'
import { eventIdOf } from '#mock/amo-v4/v4-event-id.ts'
import { mockClient } from '#mock/mock-client.ts'
import { setText } from '#testing/values.ts'
import { createRandom } from '#testing/soak.ts'
import { testToken } from '#testing/source-stack.ts'
import { buildStack } from '#testing/stack.ts'

const stack = buildStack({ contacts: 400 })
const { mock, proxy } = stack
afterAll(async () => {
  await proxy.close()
  await mock.app.close()
})

async function page(id: number, query = '', source = 'main') {
  const answer = await proxy.inject(`/api/sources/${source}/contacts/${id}/timeline?${query}`)
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return timelinePage.parse(answer.json())
}

/** All entries, page by page. */
async function whole(id: number, query = 'size=7'): Promise<TimelineEntry[]> {
  const found: TimelineEntry[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const at: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const answer = await page(id, `${query}${at}`)
    found.push(...answer.items)
    cursor = answer.next
  }
  return found
}

/** What the account has of a contact, by the keys of entries; written without a look at the timeline. */
function expectedKeys(id: number): string[] {
  const query = { owners: [id], order: 'id' as const, descending: false, offset: 0, limit: -1 }
  const notes = mock.store.notes.list(query)
  const tasks = mock.store.tasks.list(query)
  const noteIds = new Set(notes.map((note) => note.id))
  const events = mock.store.history.of(id).filter(({ type, after }) => {
    if (type === 'task_added') return false
    const note = /"note":\{"id":(\d+)\}/.exec(after)?.[1]
    return type === 'contact_added' || !noteIds.has(Number(note ?? 0))
  })
  return [
    ...events.map((event) => `event:${eventIdOf(event)}`),
    ...notes.map((note) => `note:${note.id}`),
    ...tasks.map((task) => `task:${task.id}`),
  ].toSorted()
}

const allIds = () =>
  mock.store.db
    .all<{ id: number }>('select id from contacts where shown = 1 and trashed = 0 order by id')
    .map(({ id }) => id)

describe('the timeline of a contact', () => {
  it('equals the history of the account, in order, for 200 random contacts', async () => {
    const random = createRandom()
    const ids = allIds()
      .map((id) => ({ id, at: random() }))
      .toSorted((a, b) => a.at - b.at)
      .slice(0, 200)
    let count = 0
    for (const { id } of ids) {
      const entries = await whole(id)
      expect(entries.map(({ key }) => key).toSorted()).toEqual(expectedKeys(id))
      const times = entries.map(({ at }) => Date.parse(at))
      expect(times).toEqual(times.toSorted((a, b) => b - a))
      count += entries.length
    }
    expect(count).toBeGreaterThan(400)
  }, 120_000)

  it('has 5,000 events of few seconds, page by page', async () => {
    const id = mock.store.addContact({ name: 'x' }).id
    const tag = [{ tag: { name: 'vip' } }]
    mock.store.transaction(() => {
      for (let index = 0; index < 5000; index++) {
        const at = 1_700_000_000 + Math.floor(index / 700)
        const changes = [{ type: 'entity_tag_added', before: [], after: tag }]
        mock.store.history.record(id, at, 504_141, changes)
      }
    })
    const entries = await whole(id, 'size=100')
    expect(new Set(entries.map(({ key }) => key)).size).toBe(5000)
    expect(entries).toHaveLength(5000)
  }, 60_000)

  it('says in words what changed, and who did', async () => {
    const id = mock.store.addContact({ name: 'x', responsible_user_id: 504_141 }).id
    const record = (type: string, before: object[], after: object[]) =>
      mock.store.history.record(id, mock.store.now(), 504_142, [{ type, before, after }])
    const user = (of: number) => [{ responsible_user: { id: of } }]
    record('entity_responsible_changed', user(504_141), user(504_147))
    record(
      'custom_field_4396819_value_changed',
      [],
      [{ custom_field_value: { field_id: 4396819, text: 'a@example.com' } }],
    )
    record('entity_linked', [], [{ link: { entity: { type: 'lead', id: 999_999_999 } } }])
    record('entity_unlinked', [{ unlink: { entity: { type: 'company', id: 1_900_001 } } }], [])
    record('never_heard_of', [], [])
    const [unknown, unlinked, linked, field, responsible] = await whole(id)
    expect(responsible).toMatchObject({
      by: { id: 504_142, name: 'Марина Зимина' },
      what: { type: 'responsible', before: ['Ольга Крылова'], after: ['Павел Громов'] },
    })
    expect(field?.what).toMatchObject({ type: 'field', field: 'Email', after: ['a@example.com'] })
    expect(linked?.what).toMatchObject({
      type: 'linked',
      target: { kind: 'leads', id: 999_999_999, name: null },
    })
    const company = mock.store.companies.get(1_900_001)?.name
    expect(unlinked?.what).toMatchObject({ type: 'unlinked', target: { name: company } })
    expect(unknown?.what).toMatchObject({ type: 'other', code: 'never_heard_of' })
  })

  it('is filtered by kind, and lists open tasks on its first page', async () => {
    const { id } = mock.store.addContact({ name: 'x' })
    const call = { uniq: '1', duration: 65, source: 's', link: 'javascript:alert(1)', phone: '+7' }
    await mockClient(mock, testToken).post(`/api/v4/contacts/${id}/notes`, [
      { note_type: 'common', params: { text: '<b>bold</b>' } },
      { note_type: 'call_out', params: call },
    ])
    await mock.app.inject({
      method: 'POST',
      url: `/_mock/contacts/${id}/tasks`,
      payload: { text: 'Call', task_type_id: 2 },
    })
    const what = async (kinds: string) =>
      (await whole(id, `kinds=${kinds}`)).map((entry) => entry.what)
    expect(await what('notes')).toMatchObject([{ kind: 'note', text: '<b>bold</b>' }])
    const calls = await what('calls')
    expect(calls).toMatchObject([{ kind: 'note', type: 'callOut', seconds: 65, link: null }])
    expect(await what('tasks')).toMatchObject([{ kind: 'task', task: { text: 'Call' } }])
    const first = await page(id, 'kinds=notes')
    expect(first.openTasks).toMatchObject([{ text: 'Call', type: { name: 'Встреча' } }])
    expect(await what('kartoteka')).toEqual([])
  })

  it.each([
    ['events', '/api/v4/events*', 'note'],
    ['notes', '/api/v4/contacts/*/notes', 'change'],
    ['tasks', '/api/v4/tasks*', 'note'],
  ] as const)('says that there is no right to %s, and shows the rest', async (part, path, kind) => {
    const [first = 0] = allIds().toReversed()
    const id = mock.store.notes.list({
      order: 'id',
      descending: true,
      offset: 0,
      limit: 1,
    })[0]?.entity_id
    mock.faults.add({ kind: 'status', status: 403, path })
    const { parts, items } = await page(id ?? first, 'size=50')
    mock.faults.clear()
    expect(parts[part]).toBe('forbidden')
    expect(Object.values(parts).filter((state) => state === 'read')).toHaveLength(2)
    expect(items.map((item) => item.what.kind)).toContain(kind)
  })

  it('of a source without events shows what was done through Kartoteka', async () => {
    const [id = 0] = allIds()
    const origin = { origin: 'http://localhost:80' }
    await proxy.inject({
      method: 'PATCH',
      url: '/api/sources/legacy/contacts',
      headers: origin,
      payload: { items: [{ id, changes: [setText('name', 'Ada')] }] },
    })
    const { items, parts } = await page(id, '', 'legacy')
    expect(items).toMatchObject([{ by: null, what: { kind: 'kartoteka' } }])
    expect(parts).toEqual({ events: 'none', notes: 'none', tasks: 'none' })
  })
})
