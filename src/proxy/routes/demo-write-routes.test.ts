import { describe, expect, it } from 'vitest'
import { ids, openDemoHarness } from '#testing/demo-harness.ts'
import { openJobClient } from '#testing/job-client.ts'
import { setText, tagsValue } from '#testing/values.ts'

const position = 4396817 // a text field of the account

describe('a situation that affects writes', () => {
  it('rowRefused: rejects row 37 of fifty by name, writes the others, and ends by itself', async () => {
    for (const source of ['main', 'legacy']) {
      const stack = openDemoHarness()
      const jobClient = openJobClient(stack, source)
      await stack.turnOn('rowRefused')
      const one = { items: [{ id: 60, changes: [setText('name', 'Grace')] }] }
      expect((await stack.ask('PATCH', `/api/sources/${source}/contacts`, one)).status).toBe(200)
      expect(await stack.isOn('rowRefused')).toBe(true)
      const changes = [{ attribute: 'tags', add: tagsValue('new') }]
      const { job, rows } = await jobClient.run({ kind: 'edit', ids: ids(50), changes })
      expect(job.counts).toMatchObject({ changed: 49, rejected: 1 })
      expect(rows.filter(({ result }) => result?.outcome === 'rejected')).toMatchObject([
        { line: 37 },
      ])
      expect(await stack.isOn('rowRefused')).toBe(false)
      const { job: again } = await jobClient.retry(job.id)
      expect(again.counts).toMatchObject({ changed: 1 })
    }
  })

  it('answerLost: a job finds what was written and writes nothing twice', async () => {
    const { jobClient, mock, turnOn, isOn } = openDemoHarness(5)
    await turnOn('answerLost')
    const rows = ids(3).map((at) => ({ changes: [setText('name', `Grace ${at}`)] }))
    const { job } = await jobClient.run({ kind: 'create', rows })
    expect(job.counts).toMatchObject({ created: 3 })
    expect(mock.store.countContacts()).toBe(8)
    expect(await isOn('answerLost')).toBe(false)
  })

  it('answerLost: a single write is looked up, and unknown if that is impossible', async () => {
    for (const source of ['main', 'legacy']) {
      const { ask, mock, turnOn } = openDemoHarness(0)
      await turnOn('answerLost')
      const draft = { items: [{ changes: [setText('name', 'Grace')] }] }
      expect(await ask('POST', `/api/sources/${source}/contacts`, draft)).toMatchObject({
        status: 200,
        body: { results: [{ outcome: 'created' }] },
      })
      expect(mock.store.countContacts()).toBe(1)
    }
    const { ask, turnOn } = openDemoHarness(0)
    await turnOn('answerLost')
    const identity = { bot: 1, messenger: 'telegram', id: '555001' }
    const person = { items: [{ changes: [setText('name', 'Grace')], identity }] }
    expect((await ask('POST', '/api/sources/bots/contacts', person)).body).toMatchObject({
      results: [{ outcome: 'unknown' }],
    })
  })

  it('concurrentEdit: a change since the read is detected, and nothing is overwritten', async () => {
    for (const source of ['main', 'legacy']) {
      const stack = openDemoHarness(2)
      const { ask, mock, turnOn, turnOff } = stack
      const at = `/api/sources/${source}/contacts`
      await turnOn('concurrentEdit')
      await ask('GET', `${at}/1`)
      const attribute = `field:${position}` as const
      const mine = { changes: [setText(attribute, 'mine')], before: { [attribute]: null } }
      expect((await ask('PATCH', at, { items: [{ id: 1, ...mine }] })).body).toMatchObject({
        results: [{ outcome: 'conflict', conflicts: [{ attribute }] }],
      })
      expect(JSON.stringify(mock.store.contact(1))).toContain('Изменено другим')
      expect(JSON.stringify(mock.store.contact(1))).not.toContain('mine')

      await ask('GET', `${at}?ids=2`) // as the preview of a batch edit does
      const rows = [{ id: 2, ...mine }]
      const { job } = await openJobClient(stack, source).run({ kind: 'edit', rows })
      expect(job.counts).toMatchObject({ conflict: 1 })
      expect(JSON.stringify(mock.store.contact(2))).not.toContain('mine')
      await turnOff('concurrentEdit')
    }
  })

  it('dismissedUser: is rejected as responsible user, at that field', async () => {
    const { ask, turnOn, reset } = openDemoHarness(2)
    const set = { kind: 'user', id: 504_144, name: null }
    const write = { items: [{ id: 1, changes: [{ attribute: 'responsible', set }] }] }
    await turnOn('dismissedUser')
    expect((await ask('PATCH', '/api/sources/main/contacts', write)).body).toMatchObject({
      results: [{ outcome: 'rejected', issues: [{ attribute: 'responsible' }] }],
    })
    expect((await ask('PATCH', '/api/sources/legacy/contacts', write)).body).toMatchObject({
      results: [{ outcome: 'rejected' }],
    })
    await reset()
    expect((await ask('PATCH', '/api/sources/main/contacts', write)).body).toMatchObject({
      results: [{ outcome: 'changed' }],
    })
  })
})
