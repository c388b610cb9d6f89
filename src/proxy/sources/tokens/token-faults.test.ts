import { expect, it } from 'vitest'
import { writeAnswers } from '#testing/fault-answers.ts'
import { buildTokenHarness } from '#testing/token-harness.ts'

const path = '/oauth2/access_token'

/** Whether a user has to check the source or its address; nothing is retried immediately. */
const isForPerson = (name: string) =>
  /^(30[12378] |30[12378]$|304|40[234] |40[01] by the API|422 by)/.test(name)

it.each(writeAnswers)(
  'a refresh with the response $name, $moment it was handled, loses and repeats nothing',
  async ({ name, fault, moment }) => {
    const harness = await buildTokenHarness({ kind: 'sqlite', file: ':memory:' })
    const { accessToken: old } = await harness.connect()
    harness.expireAccessTokens()
    // A refresh has a shorter timeout than a call.
    const slow = fault.kind === 'latency' && { ms: 150 }
    harness.mock.faults.add({ ...fault, ...slow, path, times: 1 })
    const renew = () =>
      harness
        .proxy()
        .renew(old)
        .catch(() => undefined)
    const first = await renew()
    expect(harness.mock.faults.all()).toEqual([])
    const given = first ?? (await renew())
    const isStored = moment === 'before' || fault.kind === 'latency'
    const stored = await harness.tokens.read('sales')
    const isGood = given !== undefined && (await harness.statusWith(given)) === 200
    // New tokens whose response was lost cannot be recovered: a user has to connect again and is
    // informed.
    expect([name, isGood, stored?.isRevoked]).toEqual([name, isStored, !isStored])
    // Immediately, unless a user has to check the address or the settings.
    expect([name, first === given || isForPerson(name)]).toEqual([name, true])
    const isReported = harness.faults.map(String).join().includes('npm run connect -- sales')
    expect([name, isReported]).toEqual([name, !isStored])
    await harness.close()
  },
)
