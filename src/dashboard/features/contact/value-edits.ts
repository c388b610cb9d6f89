import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { AttributeConflict } from '#contract/api/row-results.ts'
import type { Attribute, AttributeKey } from '#contract/model/attribute.ts'
import type { Value } from '#contract/model/value.ts'
import type { Rejection } from './form/contact-form-issues.ts'
import type { FormValues } from './form/contact-form-values.ts'

/** One value of a contact as it was edited, and all values as they were seen before. */
export type ValueWork = { attribute: Attribute; values: FormValues; base: FormValues }

export type ValueFailure =
  | ({ kind: 'rejected' } & Rejection)
  /** `by`: the user who last changed the contact. */
  | { kind: 'conflict'; item: AttributeConflict; by: string | null }
  /** The response was lost: the value may have been saved. */
  | { kind: 'unknown' }
  | { kind: 'gone' | 'overtaken' }
  /** Its editor was left, such as for another contact, without saving or discarding it. */
  | { kind: 'left' }
  | { kind: 'error'; error: unknown }

/** `value`: what was typed; `savedAt` in milliseconds. */
export type ValueEdit =
  | { state: 'saving'; value: Value | null }
  | { state: 'saved'; value: Value | null; savedAt: number }
  | { state: 'failed'; work: ValueWork; failure: ValueFailure }

export type ValueEdits = ReadonlyMap<AttributeKey, ValueEdit>

const none: ValueEdits = new Map()

/**
 * The edits of a page's contacts. They belong to no component: a save goes on, and its failure is
 * still there, when another contact was opened meanwhile.
 */
const stores = new WeakMap<QueryClient, Store>()

type Store = {
  edits: Map<string, ValueEdits>
  /** Counts the changes. */
  version: number
  listeners: Set<() => void>
}

function storeOf(client: QueryClient): Store {
  const store = stores.get(client) ?? { edits: new Map(), version: 0, listeners: new Set() }
  stores.set(client, store)
  return store
}

const keyOf = (source: string, id: number) => `${source}/${id}`

/** The edits of a contact by attribute. */
export function useValueEdits(source: string, id: number): ValueEdits {
  const { edits, listeners } = storeOf(useQueryClient())
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => edits.get(keyOf(source, id)) ?? none,
  )
}

/** The edits of any contact of a source. */
export function useSourceEdits(source: string): (id: number) => ValueEdits {
  const store = storeOf(useQueryClient())
  useSyncExternalStore(
    (listener) => {
      store.listeners.add(listener)
      return () => store.listeners.delete(listener)
    },
    () => store.version,
  )
  return (id) => store.edits.get(keyOf(source, id)) ?? none
}

type Place = { client: QueryClient; source: string; id: number; attribute: AttributeKey }

/** The edit of a value, if there is one. */
export const valueEdit = ({ client, source, id, attribute }: Place): ValueEdit | undefined =>
  storeOf(client).edits.get(keyOf(source, id))?.get(attribute)

/** Replaces the edit of a value; undefined removes it. */
export function setValueEdit({ client, source, id, attribute }: Place, edit?: ValueEdit): void {
  const store = storeOf(client)
  const { edits, listeners } = store
  const next = new Map(edits.get(keyOf(source, id)))
  if (edit) next.set(attribute, edit)
  else next.delete(attribute)
  edits.set(keyOf(source, id), next)
  store.version += 1
  for (const listener of listeners) listener()
}
