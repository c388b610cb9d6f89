import * as z from 'zod/mini'
import type { Attribute } from '#contract/model/attribute.ts'
import {
  draftOf,
  draftOfText,
  type AttributeDraft,
  type TypingContext,
} from '#dashboard/fields/attribute-draft.ts'
import { writeStored } from '#dashboard/lib/browser-storage.ts'
import { formValues, type FormContext, type FormValues } from './contact-form-values.ts'
import { readFormerDraft } from './former-drafts.ts'

/**
 * What was typed and not saved, kept in this browser: nothing but the form's own values. `formKey` names
 * the form it was typed in, and the create it may have sent (of 0.1.0: the storage key); `base` is what it was typed over, so that
 * a restored draft still knows what others have changed since.
 */
const draft = z.object({
  formKey: z.string(),
  at: z.number(),
  values: formValues,
  base: formValues,
  /** What was sent to be created and may have been: it is repeated before anything else is sent. */
  sent: z._default(z.nullable(z.object({ values: formValues, at: z.number() })), null),
})
export type StoredDraft = z.infer<typeof draft>

const prefix = 'kartoteka.draft.'
const maxAge = 14 * 86_400_000 // ms; nobody misses it after two weeks, and creates are known for 15 days
const maxDrafts = 20 // a browser gives some 5 MB, a draft is a few KB

const groupOf = (source: string, id: number | 'new') => `${prefix}${source}.${id}`
const keyOf = (source: string, id: number | 'new', formKey: string) =>
  `${groupOf(source, id)}.${formKey}`

/** Version 0.1.0 kept one draft for each contact, without a key: the storage key stands for it. */
export const isFormerKey = (formKey: string): boolean => formKey.startsWith(prefix)

export const contactDrafts = {
  /** What was typed for a contact in other forms, newest first. */
  list(source: string, id: number | 'new'): StoredDraft[] {
    const group = groupOf(source, id)
    return keys()
      .filter((key) => key === group || key.startsWith(`${group}.`))
      .flatMap((key) => readKey(key) ?? [])
      .toSorted((a, b) => b.at - a.at)
  },

  /** Whether it is stored: storage may be full or forbidden. */
  write(source: string, id: number | 'new', stored: StoredDraft): boolean {
    return writeStored(keyOf(source, id, stored.formKey), JSON.stringify(stored))
  },

  remove(source: string, id: number | 'new', formKey: string): void {
    try {
      localStorage.removeItem(isFormerKey(formKey) ? formKey : keyOf(source, id, formKey))
    } catch {
      return // what cannot be reached is not offered either
    }
  },

  /** Drops what is old, broken or one too many; `now` in milliseconds. */
  prune(now: number): void {
    const all = keys().map((key) => ({ key, at: timeOf(key) }))
    const remaining = all
      .filter(({ at }) => at > now - maxAge)
      .toSorted((a, b) => b.at - a.at)
      .slice(0, maxDrafts)
    for (const { key } of all)
      if (!remaining.some((item) => item.key === key)) localStorage.removeItem(key)
  },
}

/** What every version tells of a draft that belongs to a form. */
const laterDraft = z.object({
  at: z.number(),
  formKey: z.string(),
  sent: z.optional(z.nullable(z.object({ at: z.number() }))),
})

/**
 * When it was stored, also by another version of the dashboard whose tab may still show it; 0 for what is
 * none. What may have been created is forgotten before its key is, however often it was changed since.
 */
function timeOf(key: string): number {
  const stored = readKey(key) ?? z.safeParse(laterDraft, jsonOf(key)).data
  return stored ? Math.min(stored.at, stored.sent?.at ?? stored.at) : 0
}

function keys(): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}

function readKey(key: string): StoredDraft | undefined {
  const stored = jsonOf(key)
  return z.safeParse(draft, stored).data ?? readFormerDraft(key, stored)
}

function jsonOf(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return undefined
  }
}

/**
 * A draft of another day may know fewer attributes than the account has by now, or others, or some as of
 * another kind. `blank` is what the form began with.
 */
export function fitDraft(
  { values, base, sent }: StoredDraft,
  blank: FormValues,
  { attributes, typing }: Pick<FormContext, 'attributes' | 'typing'>,
): Pick<StoredDraft, 'values' | 'base' | 'sent'> {
  const fit = (stored: FormValues): FormValues => ({
    ...stored,
    drafts: Object.fromEntries(
      attributes.map((attribute) => {
        const draft = stored.drafts[attribute.key]
        const read = draft && asTyped(draft, attribute, typing)
        const fits = read && (read.value === null || read.value.kind === attribute.kind)
        return [attribute.key, fits ? read : (blank.drafts[attribute.key] ?? draftOf(null))]
      }),
    ),
  })
  return {
    values: fit(values),
    base: fit(base),
    sent: sent && { ...sent, values: fit(sent.values) },
  }
}

/** Texts and options of 0.1.0 are read by what the attribute is; others are so already. */
function asTyped(draft: AttributeDraft, attribute: Attribute, typing: TypingContext) {
  const { value, text, issues } = draft
  if (value === null && text !== null && issues.length === 0)
    return draftOfText(text, attribute, null, typing)
  if (value?.kind !== 'choice') return draft
  const labelled = value.options.map(
    (option) => attribute.options.find(({ id }) => id === option.id) ?? option,
  )
  return { ...draft, value: { ...value, options: labelled } }
}
