import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { listPath, sendWrite } from '#testing/contact-writes.ts'
import { buildStack, type Stack } from '#testing/stack.ts'

/** A proxy whose state takes no more writes as soon as the source has handled one. */
function stackThatForgets() {
  let isOver = false
  const stack: Stack = buildStack({
    contacts: 3,
    jobSettings: { lease: 0 },
    relay: (send) => async (request) => {
      const answer = await send(request)
      if (request.method !== 'GET' && !isOver) {
        isOver = true
        await sql`pragma query_only = on`.execute(stack.store.db)
      }
      return answer
    },
  })
  const recover = () => sql`pragma query_only = off`.execute(stack.store.db)
  return { stack, recover }
}

it('never says that nothing was written once a create was sent, and makes one contact', async () => {
  const { stack, recover } = stackThatForgets()
  const changes = [{ attribute: 'name', set: { kind: 'text', values: ['Zoe'] } }]
  const items = [{ key: 'unrecorded-create', changes }]
  const lost = await sendWrite(stack, 'POST', listPath, { items })
  expect(lost.json()).toMatchObject({ code: 'source_outcome_unknown' })
  await recover()
  const again = await sendWrite(stack, 'POST', listPath, { items })
  expect(again.json()).toMatchObject({ results: [{ outcome: 'created' }] })
  const found = await stack.proxy.inject(`${listPath}?search=Zoe`)
  expect(found.json<{ items: unknown[] }>().items).toHaveLength(1)
})

it('never says that nothing was written once an edit was sent', async () => {
  const { stack } = stackThatForgets()
  const list = await stack.proxy.inject(listPath)
  const [contact] = list.json<{ items: { id: number }[] }>().items
  const set = { kind: 'text', values: ['Zoe'] }
  const items = [{ id: contact?.id, changes: [{ attribute: 'name', set }] }]
  const answer = await sendWrite(stack, 'PATCH', listPath, { items })
  expect(answer.json()).toMatchObject({ code: 'source_outcome_unknown' })
  const now = await stack.proxy.inject(`${listPath}/${contact?.id}`)
  expect(now.json()).toMatchObject({ name: 'Zoe' })
})

it('says that nothing was written where the state failed before anything was sent', async () => {
  const stack = buildStack({ contacts: 3 })
  await stack.proxy.inject('/api/sources/main/jobs')
  await sql`pragma query_only = on`.execute(stack.store.db)
  const changes = [{ attribute: 'name', set: { kind: 'text', values: ['Zoe'] } }]
  const items = [{ changes }]
  const answer = await sendWrite(stack, 'POST', listPath, { items })
  expect(answer.json()).toMatchObject({ code: 'state_unavailable' })
})
