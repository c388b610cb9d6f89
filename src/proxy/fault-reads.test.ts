import { describe, expect, it } from 'vitest'
import { documentedBotContacts } from '#mock/seed/documented-contacts.ts'
import { readAnswers, sampleOf } from '#testing/fault-answers.ts'
import { buildStack } from '#testing/stack.ts'

type Source = 'main' | 'legacy' | 'bots'

const calls: [Source, string, string][] = [
  ['main', 'a list', '/contacts'],
  ['main', 'a contact', '/contacts/1'],
  ['main', 'contacts by id', '/contacts?ids=1'],
  ['main', 'chats', '/chats?contacts=1'],
  ['main', 'users', '/users'],
  ['main', 'tags', '/tags'],
  ['legacy', 'a list', '/contacts'],
  ['legacy', 'a contact', '/contacts/1'],
  ['legacy', 'contacts by id', '/contacts?ids=1'],
  ['bots', 'a list', '/contacts'],
  ['bots', 'a contact', '/contacts/1'],
]

/** The expected problem code, by the response's status and by whether the API sent it. */
function codeOf(name: string): string {
  const [status = ''] = name.split(' ')
  const isByApi = name.endsWith('the API')
  if (/^(301|308)/.test(status)) return 'source_moved'
  if (/^(400|422)/.test(status)) return isByApi ? 'source_rejected' : 'source_invalid_response'
  if (status === '401') return isByApi ? 'source_unauthorized' : 'source_unreachable'
  if (status === '402') return 'source_unpaid'
  if (status === '403') return isByApi ? 'source_forbidden' : 'source_blocked'
  if (status === '404') return isByApi ? 'not_found' : 'source_unreachable'
  if (status === '429') return 'source_rate_limited'
  if (/^(408|499|504|no)/.test(status)) return 'source_timeout'
  if (/^(425|500|502|503)/.test(status) || name === 'a cut line') return 'source_unreachable'
  return 'source_invalid_response'
}

/** Number of responses tested for each call; the long form tests all. */
const sample = 4

describe.each(calls)('a read of %s, %s', (source, what, path) => {
  it.each(sampleOf(readAnswers, sample))(
    'with the response $name is reported correctly, and never as empty',
    async (answer) => {
      const { name, fault } = answer
      const isSlow = fault.kind === 'latency'
      const { mock, proxy } = buildStack({
        contacts: 0,
        policy: { callTimeout: isSlow ? 20 : 5000 },
      })
      mock.store.addContact({ id: 1, name: 'Ada' })
      for (const contact of documentedBotContacts) mock.store.botContacts.save(contact)
      mock.faults.add({ ...fault, method: 'GET' })
      const response = await proxy.inject(`/api/sources/${source}${path}`)
      const body = response.json<{ code?: string; items?: object[] }>()
      const reported = body.code ?? body.items
      // amoCRM's response for an empty list and for a contact that does not exist.
      const nothing = what === 'a contact' ? 'not_found' : []
      expect(reported).toEqual(name === '204' && source !== 'bots' ? nothing : codeOf(name))
      await proxy.close()
    },
  )
})
