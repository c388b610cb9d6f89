import { describe, expect, it } from 'vitest'
import { buildMock } from '#mock/mock-app.ts'
import { documentedBotContacts as documentedBots } from '#mock/seed/documented-contacts.ts'
import { buildSources, editContact, testToken, type SourcesOptions } from '#testing/source-stack.ts'

describe('a response to a tag', () => {
  const tagged = async (body: string) => {
    const mock = buildMock({ contacts: 0, token: testToken })
    for (const contact of documentedBots) mock.store.botContacts.save(contact)
    const relay: SourcesOptions['relay'] = (send) => async (request) => {
      const answer = await send(request)
      return request.path.includes('attachTag') ? { ...answer, body } : answer
    }
    return editContact(buildSources(mock, { relay }).bots, {
      id: 1,
      tags: { add: ['vip'], remove: [] },
    })
  }

  it.each(['{"data":["vip"]}', '{"data":null}', '{"success":true}', '{"status":"ok"}'])(
    'proves that it was attached: %s',
    async (body) => {
      expect(await tagged(body)).toMatchObject({ status: 'changed' })
    },
  )

  it.each(['{}', '[]', '{"message":"Service Unavailable"}', '{"success":false}', '{"error":"x"}'])(
    'proves nothing: %s',
    async (body) => {
      await expect(tagged(body)).rejects.toMatchObject({ mayHaveHappened: true })
    },
  )
})
