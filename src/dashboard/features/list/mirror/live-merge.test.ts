import { describe, expect, it } from 'vitest'
import type { Contact, ContactPage } from '#contract/api/contacts.ts'
import { contactRow } from '#testing/contact-row.ts'
import { mergePage, missingFrom } from './live-merge.ts'

const contact = (id: number, name = `Person ${id}`): Contact => contactRow({ id, name })

const page = (items: Contact[], more: Partial<ContactPage> = {}): ContactPage => ({
  items,
  unreadable: [],
  page: 1,
  hasNext: false,
  total: items.length,
  asOf: '2026-05-05T12:00:00.000Z',
  filterApplied: true,
  ...more,
})

const [one, two, three, four] = [contact(1), contact(2), contact(3), contact(4)]
const changed = contact(2, 'Changed')

describe('another reading of a page', () => {
  const shown = page([one, two, three])
  it.each<
    [
      string,
      Contact[],
      Contact[],
      Pick<ReturnType<typeof mergePage>, 'changed' | 'gone' | 'difference'>,
    ]
  >([
    [
      'of the same rows',
      [one, contact(2), three],
      [],
      { changed: [], gone: [], difference: undefined },
    ],
    [
      'of a changed row',
      [one, changed, three],
      [],
      { changed: [2], gone: [], difference: undefined },
    ],
    [
      'in another order',
      [changed, one, three],
      [],
      { changed: [2], gone: [], difference: 'order' },
    ],
    [
      'without a row that exists',
      [one, three],
      [two],
      { changed: [], gone: [], difference: 'contacts' },
    ],
    [
      'without one that has changed',
      [one, three],
      [changed],
      { changed: [2], gone: [], difference: 'contacts' },
    ],
    [
      'without one that is gone',
      [one, three],
      [],
      { changed: [], gone: [2], difference: 'contacts' },
    ],
    [
      'with another one',
      [one, two, three, four],
      [],
      { changed: [], gone: [], difference: 'contacts' },
    ],
    [
      'with another one instead',
      [one, two, four],
      [three],
      { changed: [], gone: [], difference: 'contacts' },
    ],
  ])('%s', (_, fresh, others, expected) => {
    const { page: merged, ...rest } = mergePage(shown, page(fresh), others)
    expect(rest).toEqual(expected)
    expect(merged.items.map(({ id }) => id)).toEqual([1, 2, 3])
    expect(merged.total).toBe(fresh.length)
  })

  it('leaves rows that are the same as they are, so that they are not rendered', () => {
    const { items } = mergePage(shown, page([contact(1), changed, contact(3)]), []).page
    expect(items[0]).toBe(one)
    expect(items[1]).toEqual(changed)
    expect(items[2]).toBe(three)
  })

  it('says where a search matches in all rows that are shown', () => {
    const match = (id: number) => ({ id, attribute: 'name', text: 'Person', ranges: [] })
    const found = mergePage(
      page([one, two], { matches: [match(1), match(2)] }),
      page([two, three], { matches: [match(2), match(3)] }),
      [one],
    )
    expect(found.page.matches?.map(({ id }) => id).toSorted()).toEqual([1, 2, 3])
  })

  it('lacks the rows that it does not have', () => {
    expect(missingFrom(shown, page([three, four]))).toEqual([1, 2])
  })
})
