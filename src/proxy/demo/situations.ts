import type { SituationName } from '#contract/api/demo.ts'
import type { Source } from '#contract/api/sources.ts'

/**
 * A fault of the mock as accepted by its control API (see docs/mock.md); only the mock interprets
 * it.
 */
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

/** An active user of the demo account, Анна Лебедева; the menu's texts name her as well. */
const dismissed = 504_144

/**
 * Every situation of the demo as faults of the mock. No other part of the proxy depends on them.
 */
export const situationPlans: Record<SituationName, SituationPlan> = {
  tooManyRequests: {
    kinds: everywhere,
    // Longer than the deadline of a page: the page reports it immediately, and nothing is sent
    // meanwhile.
    faults: [{ kind: 'status', status: 429, retry_after: 60 }],
  },
  // The behavior of WatBot in this case is not documented.
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
  // Only once: the other rows are sent again, and a second fault would reject the 37th of those.
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
