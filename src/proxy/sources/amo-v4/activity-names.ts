import type { ChangeType, Task, TimelineChange, TimelineEntry } from '#contract/api/timeline.ts'
import { orFallback } from '#proxy/sources/or-fallback.ts'
import type { Call } from '#proxy/sources/transport/source-call.ts'
import { idMark } from './activity-events.ts'
import type { AccountCaches } from './account-caches.ts'
import type { AmoV4Client } from './client.ts'

type Named = { id: number; name?: string | null | undefined }
type Target = NonNullable<TimelineChange['target']>

type Options = {
  client: AmoV4Client
  caches: AccountCaches
  taskTypes: (call: Call) => Promise<{ id: number; name: string | null }[]>
}

const byId = (items: Named[]) =>
  new Map(items.flatMap(({ id, name }) => (name ? [[id, name] as const] : [])))

/** Names of users, fields, types of tasks and linked things; what cannot be read keeps its ID. */
export function createActivityNames({ client, caches, taskTypes }: Options) {
  async function known(call: Call) {
    const [users, fields, types] = await Promise.all([
      orFallback(() => caches.users(call), []),
      orFallback(() => caches.fields(call), []),
      orFallback(() => taskTypes(call), []),
    ])
    return { users: byId(users), fields: byId(fields), types: byId(types) }
  }
  type Known = Awaited<ReturnType<typeof known>>

  const read: Record<
    Exclude<Target['kind'], 'other' | 'catalogElements'>,
    (ids: number[], call: Call) => Promise<Map<number, Named>>
  > = { leads: client.leads, customers: client.customers, companies: client.companies }

  /** One call for each kind of linked things, and one for each catalog. */
  async function targetNames(targets: Target[], call: Call): Promise<Map<string, string>> {
    const names = new Map<string, string>()
    const groups = Map.groupBy(targets, ({ kind, catalog }) => `${kind}/${catalog ?? ''}`)
    for (const [group, some] of groups) {
      const [first] = some
      if (!first || first.kind === 'other') continue
      const { kind, catalog } = first
      const ids = [...new Set(some.map(({ id }) => id))]
      const found = await orFallback(
        () =>
          kind === 'catalogElements'
            ? client.elements(catalog ?? 0, ids, call)
            : read[kind](ids, call),
        new Map<number, Named>(),
      )
      for (const [id, { name }] of found) if (name) names.set(`${group}/${id}`, name)
    }
    return names
  }

  const userOf = (id: number | null, { users }: Known) => ({
    id,
    name: id === null ? null : (users.get(id) ?? null),
  })

  const namedTask = (task: Task, found: Known): Task => ({
    ...task,
    type: task.type && { ...task.type, name: found.types.get(task.type.id) ?? null },
    responsible: task.responsible && userOf(task.responsible.id, found),
  })

  const namesByType = new Map<ChangeType, (of: Known) => Map<number, string>>([
    ['responsible', ({ users }) => users],
    ['taskResponsible', ({ users }) => users],
    ['taskKind', ({ types }) => types],
  ])

  /** Texts that stand for IDs, by what the change is of. */
  function namedTexts(change: TimelineChange, found: Known): TimelineChange {
    const names = namesByType.get(change.type)?.(found)
    const named = (text: string) => names?.get(Number(text.slice(idMark.length))) ?? text
    const field = change.field?.slice(idMark.length)
    return {
      ...change,
      field: field === undefined ? null : (found.fields.get(Number(field)) ?? null),
      before: names ? change.before.map(named) : change.before,
      after: names ? change.after.map(named) : change.after,
    }
  }

  return {
    async namedTasks(tasks: Task[], call: Call): Promise<Task[]> {
      if (tasks.length === 0) return tasks
      const found = await known(call)
      return tasks.map((task) => namedTask(task, found))
    },
    async named(entries: TimelineEntry[], call: Call): Promise<TimelineEntry[]> {
      if (entries.length === 0) return entries
      const targets = entries.flatMap(({ what }) =>
        what.kind === 'change' && what.target ? [what.target] : [],
      )
      const [found, names] = await Promise.all([known(call), targetNames(targets, call)])
      return entries.map((entry): TimelineEntry => {
        const by = entry.by && userOf(entry.by.id, found)
        const { what } = entry
        switch (what.kind) {
          case 'note':
          case 'kartoteka':
            return { ...entry, by }
          case 'task':
            return { ...entry, by, what: { ...what, task: namedTask(what.task, found) } }
          case 'change': {
            const { target } = what
            const name = target && names.get(`${target.kind}/${target.catalog ?? ''}/${target.id}`)
            const withTarget = target && { ...target, name: name ?? null }
            return { ...entry, by, what: { ...namedTexts(what, found), target: withTarget } }
          }
        }
      })
    },
  }
}
