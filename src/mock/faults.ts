import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dialectOf } from './rejection.ts'

/** Where and how often a fault strikes; everywhere under /api and until it is taken away, if not said. */
const limits = {
  method: z.string().toUpperCase().optional(),
  /** A path without its query; `*` stands for anything: `/api/v4/contacts*`. */
  path: z.string().startsWith('/').optional(),
  times: z.int().min(1).optional(),
  /** Means nothing here: whoever switched it on finds it again by this in the list. */
  label: z.string().min(1).optional(),
}

/** The known names of everything that can be made to go wrong. */
export const faultInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(400).max(599),
    /** Answered by the web server in front; so are 502, 503 and 504 if not said otherwise. */
    html: z.boolean().optional(),
    detail: z.string().optional(),
    retry_after: z.int().min(0).optional(),
    ...limits,
  }),
  z.strictObject({ kind: z.literal('latency'), ms: z.int().min(0).max(60_000), ...limits }),
  /** The line is cut before the request is handled. */
  z.strictObject({ kind: z.literal('cut'), ...limits }),
  /** The line is cut after it was handled: the write stands, the answer is lost. */
  z.strictObject({ kind: z.literal('cut-after'), ...limits }),
  z.strictObject({ kind: z.literal('malformed'), ...limits }),
  z.strictObject({ kind: z.literal('ignore-filter'), ...limits }),
  /** Somebody else changes the contacts of a write just before it is handled. */
  z.strictObject({
    kind: z.literal('concurrent-edit'),
    set: z.record(z.string(), z.unknown()).optional(),
    ...limits,
  }),
  /** Somebody else changes each contact of amoCRM that was read by its id, just after; twice at most. */
  z.strictObject({ kind: z.literal('edit-after-read'), ...limits }),
  /** This user has just been dismissed: nobody can be given to them any more. */
  z.strictObject({ kind: z.literal('dismissed-user'), user: z.int(), ...limits }),
  /** A write that holds `text` anywhere is refused whole, without a word about which row it is. */
  z.strictObject({
    kind: z.literal('poison'),
    text: z.string().min(1),
    status: z.int().min(400).max(599).default(400),
    ...limits,
  }),
  /**
   * Row `row` of a batch is found wrong; the first row is 0. In v2 the rows of `add` are counted
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
  'poison',
  'row-error',
]
const readKinds: FaultKind[] = ['edit-after-read', 'ignore-filter']
/** They strike at what a request holds: one that does not hold it is not counted. */
const countedOnTrigger: FaultKind[] = ['dismissed-user', 'poison', 'row-error']

/** The faults that are switched on, and which of them strike a request. */
export function createFaults(initial: FaultInput[] = []) {
  let lastId = 0
  let active: Fault[] = []
  const assigned = new WeakMap<FastifyRequest, Fault[]>()

  function add(input: FaultInput): Fault {
    lastId += 1
    const fault = { ...faultInput.parse(input), id: lastId }
    active.push(fault)
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
      return markTriggered
    },
    clear: () => void (active = []),
    /** Chooses the faults of this request, one of a kind, and counts those down that strike whatever it holds. */
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
    /** A fault of what a request holds has found it. */
    markTriggered: count,
    of<Kind extends FaultKind>(request: FastifyRequest, kind: Kind): FaultOf<Kind> | undefined {
      const isOfKind = (fault: Fault): fault is FaultOf<Kind> => fault.kind === kind
      return assigned.get(request)?.find(isOfKind)
    },
    /** Filters do nothing in this account, and the account says so. */
    ignoresFilter: (request: FastifyRequest) =>
      assigned.get(request)?.some(({ kind }) => kind === 'ignore-filter') === true,
    isFilterOff: () => active.some(({ kind }) => kind === 'ignore-filter'),
  }
}
export type Faults = ReturnType<typeof createFaults>

function patternOf(path: string): RegExp {
  const parts = path.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`)
}
