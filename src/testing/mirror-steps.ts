import fc from 'fast-check'
import { buildMirrorStack, type MirrorStack } from './mirror-stack.ts'
import type { MirrorPlace } from '#proxy/mirror/mirror-place.ts'

export type Step =
  | 'edit'
  | 'backdate'
  | 'tag'
  | 'company'
  | 'lead'
  | 'delete'
  | 'restore'
  | 'create'
  /** Its last change lies in the past. */
  | 'createBackdated'
  /** With a new time of the last change, unlike `tag`. */
  | 'editTags'
  | 'task'
  | 'rename'
  | 'work'
  | 'kill'
  | 'cycle'
  | 'fail'
const steps: Step[] = [
  'edit',
  'backdate',
  'tag',
  'company',
  'lead',
  'delete',
  'restore',
  'create',
  'task',
  'rename',
  'work',
  'work',
  'kill',
  'cycle',
  'fail',
]

/** `pick` selects the contact and the new value; `deleted` holds contacts that can be restored. */
export async function takeStep(
  stack: MirrorStack,
  step: Step,
  pick: number,
  deleted: number[],
): Promise<void> {
  const rows = await stack.atSource()
  const id = rows[pick % rows.length]?.id ?? 0
  const post = (path: string, body: object) =>
    stack.control('POST', `/_mock/contacts/${path}`, body)
  const tolerant = (work: Promise<unknown>) => work.catch(() => {})
  switch (step) {
    case 'edit':
    case 'backdate': {
      const updated_at =
        step === 'backdate' ? { updated_at: Math.floor(Date.now() / 1000) - 5 } : {}
      await stack.control('PATCH', `/_mock/contacts/${id}`, { name: `Name ${pick}`, ...updated_at })
      return
    }
    case 'tag':
      await post(`${id}/tags`, { add: [`tag ${pick % 3}`], remove: [] })
      return
    case 'company': {
      const company = rows.find((row) => row.company)?.company?.id
      await post(`${id}/links`, {
        add: [{ to_entity_type: 'companies', to_entity_id: company }],
        remove: [],
      })
      return
    }
    case 'lead': {
      const [lead] = rows.flatMap(({ leads }) => leads ?? [])
      const link = { to_entity_type: 'leads', to_entity_id: lead?.id }
      const isAdded = pick % 2 === 0
      await post(`${id}/links`, { add: isAdded ? [link] : [], remove: isAdded ? [] : [link] })
      return
    }
    case 'delete':
      await post('delete', { ids: [id] })
      deleted.push(id)
      return
    case 'restore': {
      const gone = deleted.pop()
      if (gone !== undefined) await post('restore', { ids: [gone] })
      return
    }
    case 'create':
      stack.mock.store.addContact({ name: `New ${pick}` })
      return
    case 'createBackdated': {
      const updated_at = Math.floor(Date.now() / 1000) - 90_000
      stack.mock.store.addContact({ name: `Old ${pick}`, updated_at })
      return
    }
    case 'editTags':
      await stack.control('PATCH', `/_mock/contacts/${id}`, {
        _embedded: { tags: [{ name: `tag ${pick % 3}` }] },
      })
      return
    case 'task':
      await post(`${id}/tasks`, { text: 'Call', complete_till: 1_900_000_000 + pick })
      return
    case 'rename': {
      const company = rows.find((row) => row.company)?.company?.id
      await stack.control('PATCH', `/_mock/companies/${company}`, { name: `Company ${pick}` })
      return
    }
    case 'work':
      await stack.mirror().work()
      return
    case 'cycle':
      await stack.mirror().catchUp()
      return
    case 'kill':
      await stack.reopen()
      return
    case 'fail':
      await stack.control('POST', '/_mock/faults', { kind: 'status', status: 500, times: 4 })
      await tolerant(stack.mirror().work())
      await stack.control('DELETE', '/_mock/faults')
  }
}

type Script = [step: Step, pick: number][]

/** Random steps of these. */
export const scriptOf = (among: readonly Step[], maxLength: number): fc.Arbitrary<Script> =>
  fc.array(fc.tuple(fc.constantFrom(...among), fc.nat(10_000)), { minLength: 5, maxLength })

/** Random changes at the source, interleaved with work on the copy, kills and failures. */
export const mirrorScript = scriptOf(steps, 30)

/** All rows of the source and of the copy in a new place, after a script and catching up. */
export async function rowsAfter(script: Script, place: MirrorPlace) {
  const stack = buildMirrorStack({ contacts: 120, place })
  const deleted: number[] = []
  try {
    for (const [step, pick] of script) await takeStep(stack, step, pick, deleted)
    await stack.catchUp()
    return { copied: await stack.inCopy(), atSource: await stack.atSource() }
  } finally {
    await stack.close()
  }
}
