import { z } from 'zod'
import { situationName, type DemoState, type SituationName } from '#contract/api/demo.ts'
import type { Jobs } from '#proxy/jobs/job-service.ts'
import type { Source } from '#proxy/sources/source.ts'
import type { MockControl } from './mock-control.ts'
import { situationPlans } from './situations.ts'

type Options = { control: MockControl; sources: Source[]; jobs: Pick<Jobs, 'clear' | 'resume'> }

const faultList = z.object({
  faults: z.array(z.object({ id: z.int(), label: z.string().optional() })),
})

/** The switches of the demo. Only the mock knows which are on, so it is queried each time. */
export function createDemo({ control, sources, jobs }: Options) {
  const switchedOn = async () => faultList.parse(await control('GET', '/_mock/faults')).faults

  /** Ends all waits and clears caches, so that the change takes effect at once. */
  function begin() {
    for (const source of sources) source.reset()
    jobs.resume()
  }

  async function reset() {
    await control('POST', '/_mock/restore')
    begin()
  }

  return {
    async state(): Promise<DemoState> {
      const labels = new Set((await switchedOn()).map(({ label }) => label))
      return {
        situations: situationName.options.map((name) => ({
          name,
          isOn: labels.has(name),
          sources: sources
            .filter(({ info }) => situationPlans[name].kinds.includes(info.kind))
            .map(({ info }) => info.title),
        })),
      }
    },

    async turnOn(name: SituationName): Promise<void> {
      if ((await switchedOn()).some(({ label }) => label === name)) return
      const faults = situationPlans[name].faults.map((fault) => ({ ...fault, label: name }))
      await control('POST', '/_mock/faults', faults)
    },

    async turnOff(name: SituationName): Promise<void> {
      for (const { id, label } of await switchedOn())
        if (label === name) await control('DELETE', `/_mock/faults/${id}`)
      begin()
    },

    /** Switches every situation off and ends the waits it caused. */
    reset,

    /** Resets the demo data. Jobs are deleted together with their contacts. */
    async startOver(): Promise<void> {
      // otherwise running jobs would be awaited as long as the simulated network delay takes
      await reset()
      await jobs.clear()
      await control('POST', '/_mock/reset')
      begin()
      for (const { mirror } of sources) mirror?.restart()
    },
  }
}
export type Demo = ReturnType<typeof createDemo>
