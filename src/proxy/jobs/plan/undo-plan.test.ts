import { describe, expect, it } from 'vitest'
import type { Change } from '#contract/model/change.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import type { SourceSnapshot } from '#proxy/sources/source.ts'
import { attributes, contactNow, element, type ContactParts } from '#testing/planned-contact.ts'
import {
  companyValue,
  leadsValue,
  pointsValue,
  setText,
  tagsValue,
  textValue,
} from '#testing/values.ts'
import { planContact } from './contact-plan.ts'
import { undoOf } from './undo-plan.ts'

describe('an undo', () => {
  /** The contact at the source after a plan was written. */
  const written = (now: SourceSnapshot, after: Snapshot): SourceSnapshot => {
    const text = (key: 'name' | 'firstName' | 'lastName', otherwise: string) => {
      const value = after[key]
      return value === undefined ? otherwise : value?.kind === 'text' ? (value.values[0] ?? '') : ''
    }
    const { detail, links } = now
    return {
      ...now,
      detail: {
        ...detail,
        name: text('name', detail.name),
        firstName: text('firstName', detail.firstName),
        lastName: text('lastName', detail.lastName),
        ...(after.tags?.kind === 'tags' && { tags: after.tags.items }),
        ...(after.phones?.kind === 'contactPoints' && { phones: after.phones.items }),
        ...(after.company?.kind === 'company' && { company: after.company }),
      },
      links: {
        ...links,
        ...(after.leads?.kind === 'links' && { leads: after.leads.items.map(({ id }) => id) }),
        ...(after.catalogElements?.kind === 'links' && {
          catalogElements: after.catalogElements.items,
        }),
      },
    }
  }
  const undo = (changes: Change[], now: SourceSnapshot, since: ContactParts = {}) => {
    const done = planContact({ edit: { changes }, now, attributes })
    const after = written(now, done.after)
    const { links = {}, ...parts } = since
    const later = {
      ...after,
      detail: { ...after.detail, ...parts },
      links: { ...after.links, ...links },
    }
    const edit = undoOf(done.base, done.after)
    return planContact({ edit, now: later, attributes, isRestore: true })
  }
  const named = [setText('firstName', 'Anna'), setText('lastName', 'Shu')]

  it('restores a full name that was not composed of parts', () => {
    const planned = undo(named, contactNow({ name: 'Shop' }))
    expect(planned.write?.values).toEqual({
      firstName: null,
      lastName: null,
      name: textValue('Shop'),
    })
    expect(planned.conflicts).toEqual([])
  })

  it('restores the parts of which a name was composed', () => {
    const planned = undo(named, contactNow({ name: 'Ada B', firstName: 'Ada', lastName: 'B' }))
    expect(planned.write?.values).toEqual({
      firstName: textValue('Ada'),
      lastName: textValue('B'),
    })
    expect(planned.issues).toEqual([])
  })

  it.each([
    ['a contact that others renamed since', named, { name: 'Another' }],
    [
      'a part that others changed since',
      [setText('firstName', 'Anna')],
      { lastName: 'New', name: 'Anna New' },
    ],
    [
      'a company that others changed since',
      [{ attribute: 'company' as const, set: companyValue(8) }],
      { company: { id: 9, name: null } },
    ],
    [
      'a quantity that others changed since',
      [{ attribute: 'catalogElements' as const, add: element(5) }],
      { links: { catalogElements: [{ id: 71, catalog: 8, quantity: 9 }] } },
    ],
  ])('does not change %s', (_, changes: Change[], since: ContactParts) => {
    const now = contactNow({
      name: 'Shop',
      links: { catalogElements: [{ id: 71, catalog: 8, quantity: 2 }] },
    })
    const planned = undo(changes, now, since)
    expect(planned.issues).toEqual([])
    expect(planned.conflicts).toHaveLength(1)
  })

  it('removes the tags and links that were added, and keeps those of others', () => {
    const changes: Change[] = [
      { attribute: 'tags', add: tagsValue('new') },
      { attribute: 'leads', add: leadsValue(45) },
    ]
    const tags = ['old', 'new', 'theirs'].map((name) => ({ id: null, name }))
    const planned = undo(changes, contactNow(), { tags, links: { leads: [45, 46] } })
    expect(planned.write?.tags).toEqual({ add: [], remove: ['new'] })
    expect(planned).toMatchObject({ link: [], unlink: [{ target: 'leads', id: 45 }] })
  })

  it('restores the quantity of an element', () => {
    const now = contactNow({ links: { catalogElements: [{ id: 71, catalog: 8, quantity: 2 }] } })
    const planned = undo([{ attribute: 'catalogElements', add: element(5) }], now)
    expect(planned.link).toEqual([{ target: 'catalogElements', id: 71, catalog: 8, quantity: 2 }])
    expect(planned.unlink).toEqual([])
  })

  it('restores the previous value even if it would be invalid now', () => {
    const now = contactNow({ phones: [{ value: 'ask', kind: 'WORK', kindId: 1 }] })
    const planned = undo([{ attribute: 'phones', set: pointsValue('+7888') }], now)
    expect(planned.issues).toEqual([])
    expect(planned.write?.values.phones).toMatchObject({ items: [{ value: 'ask' }] })
  })
})
