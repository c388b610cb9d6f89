import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { apiRoutesOf } from '#testing/api-routes.ts'
import { auditedAccess } from '#testing/audited-access.ts'
import { openAuditedWorld, type Audited } from '#testing/audited-world.ts'
import { chatUuid } from '#testing/chat-stack.ts'
import { exportOrderOf } from '#testing/export-order.ts'

const world = openAuditedWorld()
const { ask, audit, bot, draft, editJob, lead, main, mock, plain, prepared, rename, runJob } = world
const copy = (change: string) => plain(() => ask('POST', `${main}/mirror/${change}`))
/** An export that has its file. */
async function madeExport(): Promise<string> {
  const made = await ask('POST', `${main}/exports`, { payload: exportOrderOf() })
  await world.exports.idle()
  return made.json<{ id: string }>().id
}

const task = { text: 'Call', dueAt: '2026-12-01T09:00:00Z' }

/** Every route that changes something. */
const table: Audited = {
  ...auditedAccess(world),
  'POST /api/sources/:source/exports': {
    records: ['export', 'exportRead'],
    act: plain(madeExport),
  },
  'POST /api/sources/:source/exports/:export/repeat': {
    records: ['export', 'exportRead'],
    async act(mark) {
      const id = await madeExport()
      await mark()
      await ask('POST', `${main}/exports/${id}/repeat`)
    },
  },
  'GET /api/sources/:source/exports/:export/file': {
    records: ['exportDownload'],
    async act(mark) {
      const id = await madeExport()
      await mark()
      await ask('GET', `${main}/exports/${id}/file`)
    },
  },
  'POST /api/sources/:source/exports/:export/cancel': {
    nothing: 'no file is made, and nothing leaves',
  },
  'DELETE /api/sources/:source/exports/:export': {
    nothing: 'the file would be erased anyway, and its entries remain',
  },
  'GET /api/sources/:source/jobs/:job/failed.csv': {
    records: ['failedRows'],
    async act(mark) {
      const id = await editJob()
      await mark()
      await ask('GET', `${main}/jobs/${id}/failed.csv`)
    },
  },
  'GET /api/audit.csv': {
    records: ['auditExport'],
    act: plain(() => ask('GET', '/api/audit.csv')),
  },
  'POST /api/sources/:source/contacts': {
    records: ['contactCreate'],
    act: plain(() => ask('POST', `${main}/contacts`, { payload: { items: [rename()] } })),
  },
  'PATCH /api/sources/:source/contacts': {
    records: ['contactEdit'],
    act: plain(() =>
      ask('PATCH', `${main}/contacts`, { payload: { items: [{ id: 11, ...rename() }] } }),
    ),
  },
  'POST /api/sources/:source/contacts/:id/links': {
    records: ['contactLink'],
    act: plain(() =>
      ask('POST', `${main}/contacts/11/links`, {
        payload: { link: [{ target: 'leads', id: lead }] },
      }),
    ),
  },
  'POST /api/sources/:source/contacts/:id/notes': {
    records: ['noteAdd'],
    act: plain(() => ask('POST', `${main}/contacts/11/notes`, { payload: { text: 'Called' } })),
  },
  'PATCH /api/sources/:source/contacts/:id/notes/:note': {
    records: ['noteEdit'],
    async act(mark) {
      const payload = { text: 'Calld' }
      const added = await ask('POST', `${main}/contacts/11/notes`, { payload })
      const { id } = added.json<{ id: number }>()
      await mark()
      await ask('PATCH', `${main}/contacts/11/notes/${id}`, {
        payload: { text: 'Called', before: 'Calld' },
      })
    },
  },
  'POST /api/sources/:source/contacts/:id/tasks': {
    records: ['taskAdd'],
    act: plain(() => ask('POST', `${main}/contacts/11/tasks`, { payload: task })),
  },
  'PATCH /api/sources/:source/contacts/:id/tasks/:task': {
    records: ['taskEdit', 'taskComplete'],
    async act(mark) {
      const added = await ask('POST', `${main}/contacts/11/tasks`, { payload: task })
      const url = `${main}/contacts/11/tasks/${added.json<{ id: number }>().id}`
      await mark()
      await ask('PATCH', url, { payload: { text: 'Write', before: { text: task.text } } })
      await ask('PATCH', url, { payload: { isCompleted: true, before: { isCompleted: false } } })
    },
  },
  'POST /api/sources/:source/chats': {
    records: ['chatLink'],
    act: plain(() =>
      ask('POST', `${main}/chats`, { payload: { items: [{ chat: chatUuid(1), contact: 11 }] } }),
    ),
  },
  'POST /api/sources/:source/companies': {
    records: ['companyCreate'],
    act: plain(() => ask('POST', `${main}/companies`, { payload: { name: 'Quant' } })),
  },
  'PUT /api/sources/:source/contacts/:id/status': {
    records: ['statusSet'],
    act: plain(() =>
      ask('PUT', `/api/sources/bots/contacts/${bot}/status`, { payload: { status: 'Paid' } }),
    ),
  },
  'PUT /api/sources/:source/contacts/:id/variables/:name': {
    records: ['variableSet'],
    act: plain(() =>
      ask('PUT', `/api/sources/bots/contacts/${bot}/variables/town`, { payload: { value: 'A' } }),
    ),
  },
  'DELETE /api/sources/:source/contacts/:id/variables/:name': {
    records: ['variableSet'],
    act: prepared(
      () =>
        ask('PUT', `/api/sources/bots/contacts/${bot}/variables/gone`, { payload: { value: 'A' } }),
      () => ask('DELETE', `/api/sources/bots/contacts/${bot}/variables/gone`),
    ),
  },
  'POST /api/sources/:source/jobs': { records: ['contactEdit'], act: plain(editJob) },
  'PUT /api/sources/:source/jobs/:job/parts/:part': {
    nothing: 'nothing is written before the start',
  },
  'POST /api/sources/:source/jobs/:job/start': {
    records: ['contactEdit'],
    async act(mark) {
      const id = await draft()
      await mark()
      await ask('POST', `${main}/jobs/${id}/start`, { payload: { rows: 1 } })
      await ask('GET', `${main}/jobs/${id}/events`)
    },
  },
  'POST /api/sources/:source/jobs/:job/cancel': {
    nothing: 'it only keeps the rest from being written',
  },
  'POST /api/sources/:source/jobs/:job/retry': {
    records: ['contactEdit'],
    async act(mark) {
      mock.faults.add({ kind: 'row-error', row: 0, method: 'PATCH', times: 1 })
      const id = await editJob()
      await mark()
      await runJob(`/${id}/retry`, {})
    },
  },
  'POST /api/sources/:source/jobs/:job/undo': {
    records: ['undo'],
    async act(mark) {
      const id = await editJob()
      await mark()
      await runJob(`/${id}/undo`, {})
    },
  },
  'PUT /api/sources/:source/mirror': {
    records: ['sourceFill'],
    act: plain(() => ask('PUT', `${main}/mirror`, { payload: { agreed: true } })),
  },
  'POST /api/sources/:source/mirror/pause': { records: ['sourcePause'], act: copy('pause') },
  'POST /api/sources/:source/mirror/resume': { records: ['sourceResume'], act: copy('resume') },
  'POST /api/sources/:source/mirror/refill': { records: ['sourceRefill'], act: copy('refill') },
  'POST /api/sources/:source/mirror/scan': { records: ['sourceScan'], act: copy('scan') },
  'DELETE /api/sources/:source/mirror': {
    records: ['sourceErase'],
    act: plain(() => ask('DELETE', `${main}/mirror`)),
  },
  'POST /api/hooks/:source/:secret': { nothing: 'a hint of the source when to read it' },
}

const names: string[] = []
beforeAll(async () => {
  for (const { method, url } of await apiRoutesOf(world)) names.push(`${method} ${url}`)
  await world.begin()
})
afterAll(() => world.proxy.close())

it('each route that changes something is in the table', () => {
  const changing = names.filter((name) => !name.startsWith('GET '))
  expect(changing.filter((name) => !(name in table))).toEqual([])
  expect(Object.keys(table).filter((name) => !names.includes(name))).toEqual([])
})

const acts = Object.entries(table).flatMap(([name, entry]) =>
  'act' in entry ? [{ name, ...entry }] : [],
)

it.each(acts)('$name is recorded, with who did it and from where', async ({ act, records }) => {
  const newest = async () => (await audit.page({ view: 'all', size: 50 })).items
  let before = 0
  await act(async () => {
    before = (await newest())[0]?.id ?? 0
  })
  const recorded = async () => (await newest()).filter(({ id }) => id > before).toReversed()
  await vi.waitFor(async () =>
    expect((await recorded()).map(({ action }) => action)).toEqual(records),
  )
  for (const { actor, address, outcome } of await recorded()) {
    expect(outcome).toBe('done')
    expect(address).toMatch(/^10\.0\.0\.\d$/)
    expect(actor.name).toMatch(/@example\.com$/)
  }
})
