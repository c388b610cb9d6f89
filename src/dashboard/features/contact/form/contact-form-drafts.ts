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
 * Unsaved input, stored in this browser: only the form's own values. `formKey` identifies the form
 * in which it was entered, and the create it may have sent (for 0.1.0: the storage key); `base`
 * contains the values before editing, so that a restored draft can detect changes by others.
 */
const draft = z.object({
  formKey: z.string(),
  at: z.number(),
  values: formValues,
  base: formValues,
  /**
   * Values that were sent to be created and may have been: this request is repeated before anything
   * else is sent.
   */
  sent: z._default(z.nullable(z.object({ values: formValues, at: z.number() })), null),
})
export type StoredDraft = z.infer<typeof draft>

const prefix = 'kartoteka.draft.'
// ms; two weeks, less than the 15 days for which the keys of creates are stored
const maxAge = 14 * 86_400_000
const maxDrafts = 20 // a browser stores about 5 MB, a draft has a few KB

const groupOf = (source: string, id: number | 'new') => `${prefix}${source}.${id}`
const keyOf = (source: string, id: number | 'new', formKey: string) =>
  `${groupOf(source, id)}.${formKey}`

/** 0.1.0 stored one draft for each contact, without a key: its storage key is used instead. */
export const isFormerKey = (formKey: string): boolean => formKey.startsWith(prefix)

export const contactDrafts = {
  /** Drafts of a contact from other forms, newest first. */
  list(source: string, id: number | 'new'): StoredDraft[] {
    const group = groupOf(source, id)
    return keys()
      .filter((key) => key === group || key.startsWith(`${group}.`))
      .flatMap((key) => readKey(key) ?? [])
      .toSorted((a, b) => b.at - a.at)
  },

  /** Returns whether the draft is stored: storage may be full or blocked. */
  write(source: string, id: number | 'new', stored: StoredDraft): boolean {
    return writeStored(keyOf(source, id, stored.formKey), JSON.stringify(stored))
  },

  remove(source: string, id: number | 'new', formKey: string): void {
    try {
      localStorage.removeItem(isFormerKey(formKey) ? formKey : keyOf(source, id, formKey))
    } catch {
      return // storage that is unavailable provides no drafts
    }
  },

  /**
   * Removes expired and invalid drafts, and the oldest ones above the limit; `now` in milliseconds.
   */
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

/** The properties of a draft that all versions share. */
const laterDraft = z.object({
  at: z.number(),
  formKey: z.string(),
  sent: z.optional(z.nullable(z.object({ at: z.number() }))),
})

/**
 * When a draft was stored, possibly by another version of the dashboard in a tab that is still open;
 * 0 if the entry is not a draft. A create that was sent expires before its key does, even if the
 * draft was changed later.
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
 * Adapts a stored draft to the current attributes of the account: attributes may have been added,
 * removed or changed their kind. `blank` contains the form's initial values.
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

/**
 * Texts and options of 0.1.0 are parsed by the kind of the attribute; others are in the current
 * format.
 */
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
