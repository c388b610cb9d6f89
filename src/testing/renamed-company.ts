import { isDeepStrictEqual } from 'node:util'
import type { ContactQuery } from '#contract/api/contacts.ts'
import { naiveList } from './naive-list.ts'
import type { FilledMirror } from './filled-mirror.ts'

/**
 * Renames the company with the most contacts: how many writes that took, how many contacts it has,
 * how many are found by the new name and by the former one, and the queries that find something else
 * than a look at the whole data.
 */
export async function renameLargestCompany(mirror: FilledMirror) {
  const counts = new Map<number, number>()
  for (const { company } of mirror.all)
    if (company) counts.set(company.id, (counts.get(company.id) ?? 0) + 1)
  const [id = 0, size = 0] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? []
  const member = mirror.all.find(({ company }) => company?.id === id)
  const writes = await mirror.renameCompany(id, 'Ёлочка Zyx 88123')
  // Words of the name, its beginning, its digits, and words of the contact beside them.
  const ofName = ['елочка', 'ZYX лочк', 'zy', '8812 3', '88123'].map((search) => ({ search }))
  const queries: Partial<ContactQuery>[] = [
    ...ofName,
    { search: `${member?.name} zyx` },
    { where: [{ key: 'company', op: 'contains', values: ['лочка z'] }] },
    { sort: 'company' },
    { sort: '-company,name' },
    { sort: 'name,company' },
    { sort: '-company', search: 'ан' },
  ]
  const differing = []
  for (const wanted of queries) {
    const query = { page: 1, size: 500, search: '', ...wanted }
    const found = await mirror.listed(query)
    if (!isDeepStrictEqual(found, naiveList(mirror.all, query, mirror.clock)))
      differing.push(wanted)
  }
  const found = await Promise.all(ofName.map(async (query) => (await mirror.listed(query)).total))
  const former = await mirror.listed({ search: `zyx ${member?.company?.name}` })
  return { writes, size, found: [...new Set(found)], former: former.total, differing }
}
