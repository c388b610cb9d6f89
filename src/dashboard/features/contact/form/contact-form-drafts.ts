import * as z from 'zod/mini'
import { formValues, type FormValues } from './contact-form-values.ts'

/**
 * Unsaved values of the form, stored in this browser. `base` is what they were based on, so that
 * changes by others are still detected after a draft is restored.
 */
const draft = z.object({ at: z.number(), values: formValues, base: formValues })
export type Draft = z.infer<typeof draft>

const prefix = 'kartoteka.draft.'
const maxAge = 14 * 86_400_000 // ms; two weeks
const maxDrafts = 20 // a browser gives some 5 MB, a draft is a few KB

const keyOf = (source: string, id: number | 'new') => `${prefix}${source}.${id}`

export const contactDrafts = {
  read(source: string, id: number | 'new'): Draft | undefined {
    return readKey(keyOf(source, id))
  },

  write(source: string, id: number | 'new', remaining: Draft): void {
    try {
      localStorage.setItem(keyOf(source, id), JSON.stringify(remaining))
    } catch {
      return // storage is full or blocked: the form still asks before it is left
    }
  },

  remove(source: string, id: number | 'new'): void {
    try {
      localStorage.removeItem(keyOf(source, id))
    } catch {
      return
    }
  },

  /** Removes drafts that are old, malformed or above the limit; `now` in milliseconds. */
  prune(now: number): void {
    const all = keys().map((key) => ({ key, at: readKey(key)?.at ?? 0 }))
    const remaining = all
      .filter(({ at }) => at > now - maxAge)
      .toSorted((a, b) => b.at - a.at)
      .slice(0, maxDrafts)
    for (const { key } of all)
      if (!remaining.some((item) => item.key === key)) localStorage.removeItem(key)
  },
}

function keys(): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}

function readKey(key: string): Draft | undefined {
  try {
    const parsed = z.safeParse(draft, JSON.parse(localStorage.getItem(key) ?? 'null', withNewNames))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined
  }
}

/** Version 0.1.0 stored kinds of field inputs, and selected options, by other names. */
function withNewNames(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return value
  if (value.kind === 'reaches') return { ...value, kind: 'contactPoints' }
  if (value.kind === 'kept') return { kind: 'readonly' }
  if (value.kind === 'options' && 'chosen' in value) return { ...value, selected: value.chosen }
  return value
}

/** Fits a draft to the account's current fields, which may have changed since. */
export function fitDraft({ values, base }: Draft, blank: FormValues): Omit<Draft, 'at'> {
  const fit = (item: FormValues): FormValues => ({
    ...item,
    fields: Object.fromEntries(
      Object.entries(blank.fields).map(([key, empty]) => {
        const own = item.fields[key]
        return [key, own && own.kind === empty.kind ? own : empty]
      }),
    ),
  })
  return { values: fit(values), base: fit(base) }
}
