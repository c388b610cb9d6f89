import * as z from 'zod/mini'
import { formValues, type FormValues } from './contact-form-values.ts'

/**
 * What was typed and not saved, kept in this browser: nothing but the form's own values. `base` is
 * what they were typed over, so that a restored draft still knows what others have changed since.
 */
const draft = z.object({ at: z.number(), values: formValues, base: formValues })
export type Draft = z.infer<typeof draft>

const prefix = 'kartoteka.draft.'
const longest = 14 * 86_400_000 // ms; nobody misses it after two weeks
const most = 20 // a browser gives some 5 MB, a draft is a few KB

const keyOf = (source: string, id: number | 'new') => `${prefix}${source}.${id}`

export const contactDrafts = {
  read(source: string, id: number | 'new'): Draft | undefined {
    return readKey(keyOf(source, id))
  },

  write(source: string, id: number | 'new', kept: Draft): void {
    try {
      localStorage.setItem(keyOf(source, id), JSON.stringify(kept))
    } catch {
      return // storage is full or forbidden: the form itself still asks before it is left
    }
  },

  remove(source: string, id: number | 'new'): void {
    try {
      localStorage.removeItem(keyOf(source, id))
    } catch {
      return
    }
  },

  /** Drops what is old, broken or one too many; `now` in milliseconds. */
  prune(now: number): void {
    const all = keys().map((key) => ({ key, at: readKey(key)?.at ?? 0 }))
    const kept = all
      .filter(({ at }) => at > now - longest)
      .toSorted((a, b) => b.at - a.at)
      .slice(0, most)
    for (const { key } of all)
      if (!kept.some((one) => one.key === key)) localStorage.removeItem(key)
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
    const said = z.safeParse(draft, JSON.parse(localStorage.getItem(key) ?? 'null'))
    return said.success ? said.data : undefined
  } catch {
    return undefined
  }
}

/** A draft of another day may know fewer fields than the account has by now, or others. */
export function fitDraft({ values, base }: Draft, blank: FormValues): Omit<Draft, 'at'> {
  const fit = (one: FormValues): FormValues => ({
    ...one,
    fields: Object.fromEntries(
      Object.entries(blank.fields).map(([key, empty]) => {
        const own = one.fields[key]
        return [key, own && own.kind === empty.kind ? own : empty]
      }),
    ),
  })
  return { values: fit(values), base: fit(base) }
}
