import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent, request } from 'undici'

/** `npm run bench:mock [-- sizes…]`: latency of the mock for a client over loopback. */

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [100_000, 1_000_000]
const warmUps = 3
const runs = 21
const goalMs = 5 // at 100,000 contacts; the time must grow with the page and not with the table

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-bench-'))
const authorization = 'Bearer demo-token'
const dispatcher = new Agent({ connections: 1 })

async function start(env: Record<string, string>) {
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['src/mock/main.ts'], {
    env: { ...process.env, MOCK_PORT: '0', MOCK_RATE: '0', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  // the message sent by main.ts
  const [message] = (await once(child, 'message')) as [{ url: string }]
  const ms = performance.now() - startedAt
  const stop = async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { url: message.url, ms, stop }
}

const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
const p95 = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length * 0.95)] ?? 0

function report(name: string, figure: string, goal: string) {
  process.stdout.write(`${name.padEnd(44)} ${figure.padStart(26)}   ${goal}\n`)
}

type Response = Awaited<ReturnType<typeof request>>

async function measure(name: string, goal: string, ask: (run: number) => Promise<Response>) {
  const times: number[] = []
  for (let run = -warmUps; run < runs; run++) {
    const startedAt = performance.now()
    const response = await ask(run + warmUps)
    await response.body.arrayBuffer()
    const ms = performance.now() - startedAt
    if (response.statusCode >= 300) throw new Error(`${name}: status ${response.statusCode}`)
    if (run >= 0) times.push(ms)
  }
  report(name, `p50 ${median(times).toFixed(1)} ms, p95 ${p95(times).toFixed(1)} ms`, goal)
}

const surnames =
  'абрамов белов волков громов денис егоров жуков зайцев иванов карпов лебедев макаров'.split(' ')
const common = [
  'анна',
  'ольга',
  'иван',
  'сергей',
  'mail.ru',
  '+7916',
  '+7925',
  'директор',
  'дмитр',
  'елена',
]
const itemAt = <Item>(list: Item[], index: number) => list[index % list.length]

async function bench(size: number) {
  const isGoal = size <= 100_000
  const page = isGoal ? `goal under ${goalMs} ms` : 'grows with the page, not the table'
  process.stdout.write(`\n${size.toLocaleString('en')} contacts\n`)
  const data = join(folder, `${size}.sqlite`)
  if (isGoal) {
    const fresh = await start({ MOCK_CONTACTS: String(size) })
    report('start, freshly seeded in memory', `${fresh.ms.toFixed(0)} ms`, 'goal under 5000 ms')
    await fresh.stop()
  }
  const first = await start({ MOCK_CONTACTS: String(size), MOCK_DATA: data })
  report('start, freshly seeded into a file', `${first.ms.toFixed(0)} ms`, '')
  await first.stop()
  const { url, ms, stop } = await start({ MOCK_DATA: data })
  report('start, from an existing file', `${ms.toFixed(0)} ms`, isGoal ? 'goal under 1000 ms' : '')

  const list = `${url}/api/v4/contacts?limit=250`
  const get = (query: string) =>
    request(`${list}&${query}`, { dispatcher, headers: { authorization } })
  const pages = Math.floor(size / 250)
  const low = (run: number) => `page=${run + 1}`
  const deep = (run: number) => `page=${pages - 20 - run * 3}`
  await measure('page of 250 by updated_at', page, (run) => get(low(run)))
  await measure('page of 250 by updated_at, newest first', page, (run) =>
    get(`order[updated_at]=desc&${low(run)}`),
  )
  await measure('page of 250 by id', page, (run) => get(`order[id]=asc&${low(run)}`))
  await measure('page of 250 by name', page, (run) => get(`order[name]=asc&${low(run)}`))
  await measure('page of 250 with leads and goods', page, (run) =>
    get(`with=leads,customers,catalog_elements&${low(run)}`),
  )
  await measure('deep page by updated_at', page, (run) => get(deep(run)))
  await measure('deep page by id', page, (run) => get(`order[id]=desc&${deep(run)}`))
  await measure('deep page by name', page, (run) => get(`order[name]=asc&${deep(run)}`))
  await measure('text query, a surname', page, (run) =>
    get(`query=${encodeURIComponent(itemAt(surnames, run) ?? '')}`),
  )
  await measure('text query, a common word', page, (run) =>
    get(`query=${encodeURIComponent(itemAt(common, run) ?? '')}`),
  )
  const field = (id: number, value: string) => `filter[custom_fields_values][${id}]${value}`
  const option = field(4400101, '[]=')
  await measure('filter by an option of a custom field', page, (run) =>
    get(`${option}${3692601 + (run % 4)}`),
  )
  await measure('the same, page after page', page, (run) => get(`${option}3692602&${low(run)}`))
  await measure('filter by a text custom field', page, (run) =>
    get(field(4396817, `[]=${encodeURIComponent(['CEO', 'Юрист', 'Логист'][run % 3] ?? '')}`)),
  )
  await measure('filter by a range of money', page, (run) =>
    get(`${field(4400111, `[from]=${1000 + run * 10}`)}&${field(4400111, '[to]=90000')}`),
  )
  await measure('filter by responsible user', page, (run) =>
    get(`filter[responsible_user_id][]=${504142 + (run % 4)}&${low(run % 9)}`),
  )
  const now = Math.floor(Date.now() / 1000)
  const ago = (days: number) => now - days * 86_400
  await measure('filter by a year of created_at', page, (run) =>
    get(`filter[created_at][from]=${ago(500 + run)}&filter[created_at][to]=${ago(135)}`),
  )
  const write = (method: 'POST' | 'PATCH', items: object[]) =>
    request(`${url}/api/v4/contacts`, {
      dispatcher,
      method,
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(items),
    })
  const person = (run: number, i: number) => ({
    first_name: 'Анна',
    last_name: `Тестова-${run}-${i}`,
    custom_fields_values: [
      {
        field_code: 'PHONE',
        values: [{ value: `+7916${String(run * 1000 + i).padStart(7, '0')}` }],
      },
    ],
  })
  const batch = (run: number) => Array.from({ length: 250 }, (_, i) => person(run, i))
  await measure('batch add of 250, on disk', '', (run) => write('POST', batch(run)))
  const made = (await (await write('POST', batch(99))).body.json()) as {
    _embedded: { contacts: { id: number }[] }
  }
  const ids = made._embedded.contacts.map(({ id }) => id)
  await measure('batch edit of 250, on disk', '', (run) =>
    write(
      'PATCH',
      ids.map((id) => ({ id, name: `Имя ${run}` })),
    ),
  )
  await measure('deep page by updated_at, after the writes', page, (run) => get(deep(run)))
  await stop()
}

try {
  process.stdout.write(`Medians of ${runs} over loopback, Node ${process.version}\n`)
  for (const size of sizes) await bench(size)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
