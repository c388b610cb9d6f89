import { useEffect, useRef, useState } from 'react'
import type { Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { fieldIdOf } from '#contract/model/attribute.ts'
import { canReadById, readContactsById } from '#dashboard/domain/contacts-by-id.ts'
import { leftPhones, planContact, type BatchEdit } from './batch-plan.ts'
import type { Forecast } from './batch-preview.tsx'

export type Forecasting =
  | { is: 'none' }
  | { is: 'reading'; read: number }
  | { is: 'stopped' }
  | { is: 'failed'; error: unknown }
  /**
   * `key`: the idempotency key of the resulting job, so that a second click creates no second job.
   */
  | { is: 'ready'; forecast: Forecast; key: string }

/**
 * Reads the selected contacts from the source and determines what would change; a different edit
 * requires a new forecast.
 */
export function useForecast(source: Source, selected: Contact[]) {
  const [state, setState] = useState<Forecasting>({ is: 'none' })
  const reading = useRef<AbortController>(undefined)
  useEffect(() => () => reading.current?.abort(), [])

  async function start(edits: readonly BatchEdit[]) {
    const control = new AbortController()
    reading.current?.abort()
    reading.current = control
    const put = (next: Forecasting) => {
      if (reading.current === control) setState(next)
    }
    put({ is: 'reading', read: 0 })
    try {
      const isFresh = canReadById(source)
      const current: Contact[] = []
      if (isFresh) {
        const ids = selected.map(({ id }) => id)
        const columns = edits.flatMap(({ target }) => fieldIdOf(target.attribute.key) ?? [])
        const reading = { source, ids, columns, signal: control.signal, priority: 'bulk' } as const
        for await (const { contacts, asked } of readContactsById(reading)) {
          current.push(...contacts)
          put({ is: 'reading', read: asked })
        }
      } else current.push(...selected)
      const planned = current.flatMap((contact) => planContact(edits, contact) ?? [])
      const forecast = {
        planned,
        unchanged: current.length - planned.length,
        gone: selected.length - current.length,
        isFresh,
        left: leftPhones(edits, current),
      }
      put({ is: 'ready', forecast, key: crypto.randomUUID() })
    } catch (error) {
      put(control.signal.aborted ? { is: 'stopped' } : { is: 'failed', error })
    }
  }

  return {
    state,
    start: (edits: readonly BatchEdit[]) => void start(edits),
    stop: () => reading.current?.abort(),
    forget: () => {
      reading.current?.abort()
      reading.current = undefined
      setState({ is: 'none' })
    },
  }
}
