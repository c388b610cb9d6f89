import * as z from 'zod/mini'
import { formValues, type FormValues } from './contact-form-values.ts'
import { readFormerDraft } from './former-drafts.ts'

/**
 * What was typed and not saved, kept in this browser: nothing but the form's own values. `formKey` names
 * the form it was typed in, and the create it may have sent; `base` is what it was typed over, so that
 * a restored draft still knows what others have changed since.
 */
const draft = z.object({
  formKey: z.string(),
  at: z.number(),
  values: formValues,
  base: formValues,
})
export type StoredDraft = z.infer<typeof draft>

const prefix = 'kartoteka.draft.'
const maxAge = 14 * 86_400_000 // ms; nobody misses it after two weeks, and creates are known for 15 days
const maxDrafts = 20 // a browser gives some 5 MB, a draft is a few KB

const groupOf = (source: string, id: number | 'new') => `${prefix}${source}.${id}`
const keyOf = (source: string, id: number | 'new', formKey: string) =>
  `${groupOf(source, id)}.${formKey}`

export const contactDrafts = {
  /** What was typed for a contact in other forms, newest first. */
  list(source: string, id: number | 'new'): StoredDraft[] {
    const group = groupOf(source, id)
    return keys()
      .filter((key) => key === group || key.startsWith(`${group}.`))
      .flatMap((key) => readKey(key) ?? [])
      .toSorted((a, b) => b.at - a.at)
  },

  /** Whether it is kept: storage may be full or forbidden. */
  write(source: string, id: number | 'new', kept: StoredDraft): boolean {
    try {
      localStorage.setItem(keyOf(source, id, kept.formKey), JSON.stringify(kept))
      return true
    } catch {
      return false
    }
  },

  remove(source: string, id: number | 'new', formKey: string): void {
    try {
      localStorage.removeItem(keyOf(source, id, formKey))
      // Version 0.1.0 kept one draft for each contact, without a key.
      if (formKey === groupOf(source, id)) localStorage.removeItem(formKey)
    } catch {
      return // what cannot be reached is not offered either
    }
  },

  /** Drops what is old, broken or one too many; `now` in milliseconds. */
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

function readKey(key: string): StoredDraft | undefined {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return z.safeParse(draft, stored).data ?? readFormerDraft(key, stored)
  } catch {
    return undefined
  }
}

/** A draft of another day may know fewer attributes than the account has by now, or others. */
export function fitDraft(
  { values, base }: StoredDraft,
  blank: FormValues,
): Pick<StoredDraft, 'values' | 'base'> {
  const fit = (kept: FormValues): FormValues => ({
    ...kept,
    drafts: Object.fromEntries(
      Object.entries(blank.drafts).map(([key, empty]) => [key, kept.drafts[key] ?? empty]),
    ),
  })
  return { values: fit(values), base: fit(base) }
}
