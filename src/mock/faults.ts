import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dialectOf } from './rejection.ts'
import { rightLetters } from './store/user.ts'

/** Which requests a fault applies to and how many times; by default everything under /api until the fault is removed. */
const limits = {
  method: z.string().toUpperCase().optional(),
  /** A path without query string; `*` matches anything: `/api/v4/contacts*`. */
  path: z.string().startsWith('/').optional(),
  times: z.int().min(1).optional(),
  /** Not interpreted; lets a client find its own fault in the list. */
  label: z.string().min(1).optional(),
}

/** Every kind of fault that can be injected. */
export const faultInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    /** Statuses below 300 and 304 have no body; other 3xx have a `location` on another host. */
    status: z.int().min(200).max(599),
    /** The body is a reverse proxy's HTML page; the default for redirects, 502, 503 and 504. */
    html: z.boolean().optional(),
    /** The request is handled first and a write is saved; only its response is replaced. */
    after: z.boolean().optional(),
    detail: z.string().optional(),
    retry_after: z.int().min(0).optional(),
    ...limits,
  }),
  /** Requests wait so long, or until the fault is removed. */
  z.strictObject({ kind: z.literal('latency'), ms: z.int().min(0).max(60_000), ...limits }),
  /** The connection is cut before the request is handled. */
  z.strictObject({ kind: z.literal('cut'), ...limits }),
  /** The connection is cut after the request was handled: the write is saved, the response is lost. */
  z.strictObject({ kind: z.literal('cut-after'), ...limits }),
  z.strictObject({ kind: z.literal('malformed'), ...limits }),
  /**
   * One value of a successful response is replaced, or removed if no `value` is given. `at` is a
   * JSON pointer into the response; `id=5` in it selects the list entry with that id. A response
   * without that place is unchanged.
   */
  z.strictObject({
    kind: z.literal('odd-value'),
    at: z.string().startsWith('/'),
    value: z.unknown().optional(),
    ...limits,
  }),
  /**
   * A request that contains or requests more than `items` contacts is rejected with an HTML page
   * and not handled.
   */
  z.strictObject({
    kind: z.literal('too-large'),
    items: z.int().min(1),
    status: z.int().min(400).max(599).default(413),
    ...limits,
  }),
  /** List requests return an empty list. */
  z.strictObject({ kind: z.literal('empty-list'), ...limits }),
  /**
   * The source's clock is ahead by this many seconds, or behind if negative. Affects times of
   * writes and the `Date` header.
   */
  z.strictObject({ kind: z.literal('clock-skew'), seconds: z.int(), ...limits }),
  /** Responses to writes do not repeat the `request_id` of their items. */
  z.strictObject({ kind: z.literal('no-request-id'), ...limits }),
  z.strictObject({ kind: z.literal('ignore-filter'), ...limits }),
  /** Lists of amoCRM v4 have their default order, whatever is requested. */
  z.strictObject({ kind: z.literal('ignore-order'), ...limits }),
  /**
   * Lists of amoCRM contacts have only this share of them, always the same ones; requests by id
   * find all.
   */
  z.strictObject({ kind: z.literal('partial-list'), share: z.number().min(0).max(1), ...limits }),
  /**
   * Another user deletes these amoCRM contacts, to the trash, once the n-th page of their list has
   * been built; requests by id and empty pages do not count. Then the fault is removed.
   */
  z.strictObject({
    kind: z.literal('delete-after-page'),
    page: z.int().min(1),
    ids: z.array(z.int()).min(1),
    ...limits,
    times: z.int().min(1).max(1).default(1),
  }),
  /** Which amoCRM contacts this user may view and edit, or any user if none is given. */
  z.strictObject({
    kind: z.literal('contact-rights'),
    view: z.enum(rightLetters),
    user: z.int().optional(),
    ...limits,
  }),
  /** Another user changes the contacts of a write just before it is handled. */
  z.strictObject({
    kind: z.literal('concurrent-edit'),
    set: z.record(z.string(), z.unknown()).optional(),
    ...limits,
  }),
  /** Another user changes every amoCRM contact right after it was read by id; at most twice per contact. */
  z.strictObject({ kind: z.literal('edit-after-read'), ...limits }),
  /** This user has been deactivated: contacts can no longer be assigned to them. */
  z.strictObject({ kind: z.literal('dismissed-user'), user: z.int(), ...limits }),
  /** A write whose body contains `text` is rejected as a whole, without naming the row. */
  z.strictObject({
    kind: z.literal('poison'),
    text: z.string().min(1),
    status: z.int().min(400).max(599).default(400),
    ...limits,
  }),
  /**
   * Item `row` of a batch is rejected; the first is 0. In v2 the items of `add` are counted
   * first, then those of `update`.
   */
  z.strictObject({
    kind: z.literal('row-error'),
    row: z.int().min(0),
    code: z.string().optional(),
    path_in_row: z.string().optional(),
    detail: z.string().optional(),
    ...limits,
  }),
])
export type FaultInput = z.input<typeof faultInput>
export type Fault = z.output<typeof faultInput> & { id: number }
export type FaultKind = Fault['kind']
type FaultOf<Kind extends FaultKind> = Extract<Fault, { kind: Kind }>

const writeKinds: FaultKind[] = [
  'cut-after',
  'concurrent-edit',
  'dismissed-user',
  'no-request-id',
  'poison',
  'row-error',
]
const readKinds: FaultKind[] = [
  'delete-after-page',
  'edit-after-read',
  'empty-list',
  'ignore-filter',
  'ignore-order',
  'odd-value',
  'partial-list',
]
/** Triggered by the content of a request: `times` counts only requests that have it. */
const countedOnTrigger: FaultKind[] = [
  'clock-skew',
  'delete-after-page',
  'dismissed-user',
  'poison',
  'row-error',
  'too-large',
]

/** The active faults, and which of them apply to a request. */
export function createFaults(initial: FaultInput[] = []) {
  let lastId = 0
  let active: Fault[] = []
  const assigned = new WeakMap<FastifyRequest, Fault[]>()
  /** Of faults that delay requests; some have been counted down meanwhile. */
  const ends = new Map<number, AbortController>()

  function add(input: FaultInput): Fault {
    lastId += 1
    const fault = { ...faultInput.parse(input), id: lastId }
    active.push(fault)
    if (fault.kind === 'latency') ends.set(fault.id, new AbortController())
    return fault
  }
  for (const input of initial) add(input)

  function matches(fault: Fault, method: string, path: string) {
    if (fault.path ? !patternOf(fault.path).test(path) : !path.startsWith('/api/')) return false
    if (fault.method) return fault.method === method
    if (readKinds.includes(fault.kind)) return method === 'GET'
    return !writeKinds.includes(fault.kind) || method !== 'GET'
  }

  const count = (fault: Fault) => {
    if (fault.times) fault.times -= 1
    active = active.filter(({ times }) => times !== 0)
  }

  return {
    add,
    all: () => [...active],
    remove(id: number) {
      const markTriggered = active.some((fault) => fault.id === id)
      active = active.filter((fault) => fault.id !== id)
      ends.get(id)?.abort()
      return markTriggered
    },
    clear() {
      active = []
      for (const end of ends.values()) end.abort()
    },
    /** Aborted when a fault that delays requests is removed. */
    endOf: ({ id }: FaultOf<'latency'>): AbortSignal | undefined => ends.get(id)?.signal,
    /** Selects the faults of a request, one per kind, and counts down those that do not depend on its content. */
    assign(request: FastifyRequest) {
      if (active.length === 0 || dialectOf(request.url) === 'control') return
      const path = request.url.split('?')[0] ?? ''
      const selected = new Map<FaultKind, Fault>()
      for (const fault of active)
        if (!selected.has(fault.kind) && matches(fault, request.method, path))
          selected.set(fault.kind, fault)
      assigned.set(request, [...selected.values()])
      for (const fault of selected.values())
        if (!countedOnTrigger.includes(fault.kind)) count(fault)
    },
    /** Counts down a fault that depends on the content of a request. */
    markTriggered: count,
    of<Kind extends FaultKind>(request: FastifyRequest, kind: Kind): FaultOf<Kind> | undefined {
      const isOfKind = (fault: Fault): fault is FaultOf<Kind> => fault.kind === kind
      return assigned.get(request)?.find(isOfKind)
    },
    /** Whether filters are ignored; `GET /account` reports it. */
    ignoresFilter: (request: FastifyRequest) =>
      assigned.get(request)?.some(({ kind }) => kind === 'ignore-filter') === true,
    /** How far the clock of the source is ahead, in milliseconds. */
    clockSkew: () =>
      1000 * active.reduce((sum, fault) => sum + ('seconds' in fault ? fault.seconds : 0), 0),
    isFilterOff: () => active.some(({ kind }) => kind === 'ignore-filter'),
  }
}
export type Faults = ReturnType<typeof createFaults>

function patternOf(path: string): RegExp {
  const parts = path.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`)
}
