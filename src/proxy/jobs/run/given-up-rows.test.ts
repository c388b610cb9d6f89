import { describe, expect, it } from 'vitest'
import { addLead } from '#mock/mock-fixtures.ts'
import { chatUuid } from '#testing/chat-stack.ts'
import { openJobClient } from '#testing/job-client.ts'
import { buildStack } from '#testing/stack.ts'
import { setText } from '#testing/values.ts'
import { maxTries } from './chunk-pick.ts'

const lead = 45_615

/** A source that answers every write with an error, and handles the last of them if asked to. */
function open(isLastHandled: boolean) {
  const stack = buildStack({ contacts: 0 })
  const { store, faults } = stack.mock
  addLead(stack.mock, lead)
  store.addContact({ id: 1, name: 'Old' })
  store.chats.add({ chat_id: chatUuid(1), contact_id: null, channel: 'telegram', is_foreign: 0 })
  for (const method of ['POST', 'PATCH']) {
    faults.add({ kind: 'status', status: 500, method, times: maxTries - 1 })
    faults.add({ kind: 'status', status: 500, method, times: 1, after: isLastHandled })
  }
  return { store, jobs: openJobClient(stack) }
}

const edit = { kind: 'edit', rows: [{ id: 1, changes: [setText('name', 'New')] }] }
const link = { kind: 'link', ids: [1], change: { link: [{ target: 'leads', id: lead }] } }
const chat = { kind: 'chats', rows: [{ chat: chatUuid(1), contact: 1 }] }

describe('a row that is given up', () => {
  it.each([
    { what: 'edit', order: edit },
    { what: 'link', order: link },
    { what: 'chat', order: chat },
  ])('is done if its last request took effect: $what', async ({ order }) => {
    const { store, jobs } = open(true)
    const { rows } = await jobs.run(order)
    expect(rows[0]?.result).toMatchObject({ outcome: 'changed', id: 1 })
    const isLinked =
      store.links.all(1).length === 1 || store.chats.get(chatUuid(1))?.contact_id === 1
    expect(store.contact(1)?.name === 'New' || isLinked).toBe(true)
  })

  it.each([
    { what: 'edit', order: edit },
    { what: 'link', order: link },
    { what: 'chat', order: chat },
  ])('is rejected if nothing was written: $what', async ({ order }) => {
    const { store, jobs } = open(false)
    const { rows } = await jobs.run(order)
    expect(rows[0]?.result).toMatchObject({ outcome: 'rejected', issues: [{ code: 'failed' }] })
    expect(store.contact(1)?.name).toBe('Old')
    expect(store.links.all(1)).toEqual([])
    expect(store.chats.get(chatUuid(1))?.contact_id).toBeNull()
  })
})
