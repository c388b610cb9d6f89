import { afterEach, describe, expect, it } from 'vitest'
import { activityResult, timelinePage, type ActivityResult } from '#contract/api/timeline.ts'
import { buildStack } from '#testing/stack.ts'

const due = '2027-01-12T09:00:00.000Z'
const stacks: ReturnType<typeof buildStack>[] = []
afterEach(async () => {
  for (const { proxy, mock } of stacks.splice(0)) {
    await proxy.close()
    await mock.app.close()
  }
})

function open() {
  const stack = buildStack({ contacts: 0 })
  stacks.push(stack)
  const { mock, proxy } = stack
  const { id } = mock.store.addContact({ name: 'Ada' })
  async function send(method: 'POST' | 'PATCH', path: string, payload: object) {
    const answer = await proxy.inject({
      method,
      url: `/api/sources/main/contacts/${id}/${path}`,
      headers: { origin: 'http://localhost:80' },
      payload,
    })
    if (answer.statusCode !== 200) throw new Error(answer.body)
    return activityResult.parse(answer.json())
  }
  const timeline = async () => {
    const url = `/api/sources/main/contacts/${id}/timeline`
    return timelinePage.parse((await proxy.inject(url)).json())
  }
  const idOf = (result: ActivityResult) => ('id' in result ? result.id : 0)
  const addTask = async () => idOf(await send('POST', 'tasks', { text: 'Call', dueAt: due }))
  const notes = () =>
    mock.store.notes.list({ owners: [id], order: 'id', descending: false, offset: 0, limit: -1 })
  return { mock, send, timeline, idOf, addTask, notes }
}

describe('a note', () => {
  it('is added and corrected, and the audit log says by whom', async () => {
    const { send, timeline, idOf, notes } = open()
    const added = await send('POST', 'notes', { text: ' Called <b>twice</b> ' })
    expect(added).toMatchObject({ outcome: 'done' })
    const edit = { text: 'Called once', before: 'Called <b>twice</b>' }
    const path = `notes/${idOf(added)}`
    expect(await send('PATCH', path, edit)).toMatchObject({ outcome: 'done' })
    expect(await send('PATCH', path, edit)).toMatchObject({ outcome: 'unchanged' })
    const other = { text: 'x', before: 'Called never' }
    expect(await send('PATCH', path, other)).toMatchObject({
      outcome: 'conflict',
      text: 'Called once',
    })
    expect(notes()).toMatchObject([{ params: { text: 'Called once' } }])
    const done = (await timeline()).items.flatMap(({ what }) =>
      what.kind === 'kartoteka' ? [[what.change.action, what.change.actor.name]] : [],
    )
    expect(done).toEqual([
      ['noteEdit', 'this computer'],
      ['noteAdd', 'this computer'],
    ])
  })

  it('whose answer was lost is found, and never written twice', async () => {
    const { mock, send, notes } = open()
    await send('POST', 'notes', { text: 'a' })
    mock.faults.add({ kind: 'cut-after', times: 1, path: '/api/v4/contacts/*/notes' })
    expect(await send('POST', 'notes', { text: 'a' })).toMatchObject({ outcome: 'done' })
    expect(notes()).toHaveLength(2)
  })

  it('that is not there after a lost answer is unknown, not failed', async () => {
    const { mock, send, timeline } = open()
    mock.faults.add({ kind: 'cut', times: 1, method: 'POST', path: '/api/v4/contacts/*/notes' })
    expect(await send('POST', 'notes', { text: 'a' })).toEqual({ outcome: 'unknown' })
    expect((await timeline()).items).toMatchObject([
      { what: { change: { action: 'noteAdd', outcome: 'unknown' } } },
    ])
  })
})

describe('a task', () => {
  it('is added, moved, completed once and reopened', async () => {
    const { mock, send, timeline, addTask } = open()
    const id = await addTask()
    const later = '2027-02-01T15:30:00.000Z'
    const move = { dueAt: later, type: 2, responsible: 504_142, before: { dueAt: due } }
    expect(await send('PATCH', `tasks/${id}`, move)).toMatchObject({ outcome: 'conflict' })
    const task = mock.store.tasks.get(id)
    const before = { dueAt: due, type: 1, responsible: task?.responsible_user_id }
    const moved = await send('PATCH', `tasks/${id}`, { ...move, before })
    expect(moved).toMatchObject({ outcome: 'done' })
    expect((await timeline()).openTasks).toMatchObject([
      { dueAt: later, type: { id: 2 }, responsible: { name: 'Марина Зимина' } },
    ])
    const complete = { isCompleted: true, result: 'Agreed', before: { isCompleted: false } }
    expect(await send('PATCH', `tasks/${id}`, complete)).toMatchObject({ outcome: 'done' })
    // Somebody else completes it from a page that is not up to date.
    expect(await send('PATCH', `tasks/${id}`, { ...complete, result: 'Lost' })).toMatchObject({
      outcome: 'conflict',
      task: { isCompleted: true, result: 'Agreed' },
    })
    const { result: _result, ...plain } = complete
    expect(await send('PATCH', `tasks/${id}`, plain)).toMatchObject({ outcome: 'unchanged' })
    const reopen = { isCompleted: false, before: { isCompleted: true } }
    expect(await send('PATCH', `tasks/${id}`, reopen)).toMatchObject({ outcome: 'done' })
    expect(mock.store.tasks.get(id)).toMatchObject({ is_completed: false })
  })

  it('is rejected at the field, for a type that the account has not', async () => {
    const { send } = open()
    const result = await send('POST', 'tasks', { text: 'Call', dueAt: due, type: 77 })
    expect(result).toMatchObject({
      outcome: 'rejected',
      issues: [{ attribute: 'type', code: 'unknown_option' }],
    })
  })

  it('whose answer was lost is looked for', async () => {
    const { mock, send, addTask } = open()
    mock.faults.add({ kind: 'cut-after', times: 1, method: 'POST', path: '/api/v4/tasks' })
    const id = await addTask()
    expect(id).toBeGreaterThan(0)
    mock.faults.add({ kind: 'cut', times: 1, method: 'PATCH', path: '/api/v4/tasks' })
    const complete = { isCompleted: true, before: { isCompleted: false } }
    expect(await send('PATCH', `tasks/${id}`, complete)).toEqual({ outcome: 'unknown' })
  })

  it('is answered with a list or the bare task', async () => {
    const { mock, send, addTask } = open()
    const id = await addTask()
    mock.setV4Dialect('live')
    const complete = { isCompleted: true, before: { isCompleted: false } }
    expect(await send('PATCH', `tasks/${id}`, complete)).toEqual({ outcome: 'done', id })
  })
})
