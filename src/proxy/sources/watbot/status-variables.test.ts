import { describe, expect, it } from 'vitest'
import { requirePart } from '#proxy/sources/source.ts'
import { buildSourceStack } from '#testing/source-stack.ts'
import { documentedBotContacts } from '#mock/seed/documented-contacts.ts'

const call = { priority: 'person' } as const

function documented() {
  const { mock, sources } = buildSourceStack()
  for (const contact of documentedBotContacts) mock.store.botContacts.save(contact)
  const { bots } = sources
  const read = async (id: number) => (await bots.reader.getContact(id, call))?.variables
  return { mock, read, variables: requirePart(bots.variables, 'variables') }
}

describe('status and variables', () => {
  it('sets the status of Ysell, up to 64 characters', async () => {
    const { mock, variables } = documented()
    const { setStatus } = variables
    await setStatus(1, 'Ж'.repeat(64), call)
    expect(mock.store.botContacts.get(1)?.ysell_status).toBe('Ж'.repeat(64))
    await expect(setStatus(1, 'Ж'.repeat(65), call)).rejects.toThrow('at most 64')
    await expect(setStatus(77, 'x', call)).rejects.toMatchObject({ failure: 'rejected' })
  })

  it('sets, changes and deletes variables', async () => {
    const { read, variables } = documented()
    const { setVariable, deleteVariable } = variables
    await setVariable(1, { name: 'city', value: 'Казань', isDeletable: false }, call)
    await setVariable(1, { name: 'level', value: '1', isDeletable: true }, call)
    await setVariable(1, { name: 'level', value: '2', isDeletable: true }, call)
    expect(await read(1)).toEqual([
      { name: 'city', value: 'Казань', isDeletable: false },
      { name: 'level', value: '2', isDeletable: true },
    ])
    await deleteVariable(1, 'city', call)
    expect(await read(1)).toMatchObject([{ name: 'level' }])
  })
})
