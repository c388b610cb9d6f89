import type { SituationName } from '#contract/api/demo.ts'
import type { Source } from '#contract/api/sources.ts'

/** A fault of the mock as its control API takes it (see docs/mock.md); only the mock reads it. */
export type MockFault = { kind: string } & Record<string, string | number>

export type SituationPlan = {
  /** Kinds of sources it applies to. */
  kinds: readonly Source['kind'][]
  faults: readonly MockFault[]
}

const everywhere = ['amo-v4', 'amo-v2', 'watbot'] as const
const amo = ['amo-v4', 'amo-v2'] as const

const legacy = '/api/v2/*'
const current = '/api/v4/*'

/** An active employee of the demo's account, Анна Лебедева; the words of the menu name her, too. */
const dismissed = 504_144

/** Every situation of the demo as faults of the mock. Nothing else in the proxy knows them. */
export const situationPlans: Record<SituationName, SituationPlan> = {
  tooManyRequests: {
    kinds: everywhere,
    // Longer than the deadline of a page: it is reported at once, and nothing is sent meanwhile.
    faults: [{ kind: 'status', status: 429, retry_after: 60 }],
  },
  // What WatBot does about it is not documented.
  unpaid: {
    kinds: amo,
    faults: [
      { kind: 'status', status: 402, path: current },
      { kind: 'status', status: 402, path: legacy },
    ],
  },
  tokenExpired: { kinds: everywhere, faults: [{ kind: 'status', status: 401 }] },
  dismissedUser: { kinds: amo, faults: [{ kind: 'dismissed-user', user: dismissed }] },
  lineCut: { kinds: everywhere, faults: [{ kind: 'cut' }] },
  slowNetwork: { kinds: everywhere, faults: [{ kind: 'latency', ms: 3000 }] },
  answerLost: { kinds: everywhere, faults: [{ kind: 'cut-after', times: 1 }] },
  // Once: the rows around it are sent again, and another one would be the 37th of those.
  rowRefused: { kinds: amo, faults: [{ kind: 'row-error', row: 36, times: 1 }] },
  concurrentEdit: {
    kinds: amo,
    faults: [
      { kind: 'edit-after-read', path: '/api/v4/contacts*' },
      { kind: 'edit-after-read', path: '/api/v2/contacts*' },
    ],
  },
  filterIgnored: { kinds: amo, faults: [{ kind: 'ignore-filter' }] },
}
