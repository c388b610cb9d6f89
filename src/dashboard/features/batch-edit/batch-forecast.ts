import { useEffect, useRef, useState } from 'react'
import type { Contact } from '#contract/api/contacts.ts'
import type { Source } from '#contract/api/sources.ts'
import { planContact, type BatchEdit } from './batch-plan.ts'
import type { Forecast } from './batch-preview.tsx'
import { canReadAnew, readAnew } from './batch-reading.ts'

export type Forecasting =
  | { is: 'none' }
  | { is: 'reading'; read: number }
  | { is: 'stopped' }
  | { is: 'failed'; error: unknown }
  /** `key`: of the order this becomes; pressed twice it is one job. */
  | { is: 'ready'; forecast: Forecast; key: string }

/** Reads the chosen contacts anew and works out what would change; any other edit is another forecast. */
export function useForecast(source: Source, chosen: Contact[], timeZone: string | null) {
  const [state, setState] = useState<Forecasting>({ is: 'none' })
  const reading = useRef<AbortController>(undefined)
  useEffect(() => () => reading.current?.abort(), [])

  async function begin(edits: readonly BatchEdit[]) {
    const control = new AbortController()
    reading.current?.abort()
    reading.current = control
    const put = (next: Forecasting) => {
      if (reading.current === control) setState(next)
    }
    put({ is: 'reading', read: 0 })
    try {
      const isFresh = canReadAnew(source)
      const found = isFresh
        ? await readAnew({
            source,
            ids: chosen.map(({ id }) => id),
            columns: edits.flatMap(({ target }) =>
              target.key.startsWith('fields.') ? target.definition.id : [],
            ),
            signal: control.signal,
            onRead: (read) => put({ is: 'reading', read }),
          })
        : new Map(chosen.map((contact) => [contact.id, contact]))
      const there = chosen.flatMap(({ id }) => found.get(id) ?? [])
      const planned = there.flatMap((contact) => planContact(edits, contact, timeZone) ?? [])
      const forecast = {
        planned,
        unchanged: there.length - planned.length,
        gone: chosen.length - there.length,
        isFresh,
      }
      put({ is: 'ready', forecast, key: crypto.randomUUID() })
    } catch (error) {
      put(control.signal.aborted ? { is: 'stopped' } : { is: 'failed', error })
    }
  }

  return {
    state,
    begin: (edits: readonly BatchEdit[]) => void begin(edits),
    stop: () => reading.current?.abort(),
    forget: () => {
      reading.current?.abort()
      reading.current = undefined
      setState({ is: 'none' })
    },
  }
}
