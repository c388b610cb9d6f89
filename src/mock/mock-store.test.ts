import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { buildMock } from './mock-app.ts'
import { mockClient } from './mock-client.ts'
import { openDatabase } from './store/database.ts'

const folder = mkdtempSync(join(tmpdir(), 'kartoteka-store-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a data file of version 0.1', () => {
  it('is read with `enum`, which its documents lack, and records only real changes', async () => {
    const data = join(folder, 'old.sqlite')
    const before = buildMock({ data, contacts: 0 })
    const { id } = before.store.addContact({ name: 'Ада', phones: ['+79161112233'] })
    await before.app.close()
    const db = openDatabase(data)
    db.run(`update contact_docs set body = replace(body, ',"enum":"WORK"', '')`)
    db.run(`delete from meta where key = 'document_format'`)
    db.exec('drop index contacts_of_other_account')
    expect(db.get(`select 1 from contact_docs where body like '%"enum"%'`)).toBeUndefined()
    db.close()

    const mock = buildMock({ data })
    const { get, patch } = mockClient(mock)
    const { body } = await get(`/api/v4/contacts/${id}`)
    expect(body.custom_fields_values[0].values).toEqual([
      { value: '+79161112233', enum_id: 3_685_087, enum_code: 'WORK', enum: 'WORK' },
    ])
    await patch(`/api/v4/contacts/${id}`, { name: 'Ада Л.' })
    const history = (await get(`/_mock/contacts/${id}/history`)).body.history
    expect(history.map(({ type }: { type: string }) => type)).toEqual(['name_field_changed'])
    await mock.app.close()
  })

  it('keeps its events, which were of contacts only', async () => {
    const data = join(folder, 'old-events.sqlite')
    const before = buildMock({ data, contacts: 0 })
    const { id } = before.store.addContact({ name: 'Ада' })
    await before.app.close()
    const db = openDatabase(data)
    db.exec(`drop table history;
      create table history (
        id integer primary key, contact_id integer not null, at integer not null,
        type text not null, by_id integer not null, before text not null, after text not null
      );
      create index history_by_contact on history (contact_id, id);
      insert into history values (7, ${id}, 1700000000, 'contact_added', 504141, '[]', '[]')`)
    db.close()

    for (const start of ['first', 'second']) {
      const mock = buildMock({ data })
      const { get } = mockClient(mock)
      const { body } = await get(`/api/v4/events?filter[entity]=contact&filter[entity_id]=${id}`)
      expect({ start, events: body._embedded.events }).toMatchObject({
        start,
        events: [{ type: 'contact_added', entity_id: id, created_at: 1_700_000_000 }],
      })
      await mock.app.close()
    }
  })
})
