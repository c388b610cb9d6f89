import * as z from 'zod/mini'
import type { AttributeKey } from '#contract/model/attribute.ts'
import { writeStored } from '#dashboard/lib/browser-storage.ts'

const shownOften = 4 // attributes that are found at a glance
const halved = 64 // uses after which older ones count half, so that habits may change

/** What people ask most, until it is known what this person asks. */
const usual: readonly AttributeKey[] = ['tags', 'responsible', 'emails', 'nextTaskAt']

const counts = z.record(z.string(), z.number())
const keyOf = (source: string) => `kartoteka.filters-used.${source}`

function usesOf(source: string): Record<string, number> {
  try {
    return z.safeParse(counts, JSON.parse(localStorage.getItem(keyOf(source)) ?? '')).data ?? {}
  } catch {
    return {} // none, damaged, or storage is blocked
  }
}

/** Counts a use of an attribute in a filter. */
export function rememberUse(source: string, key: AttributeKey): void {
  writeStored(keyOf(source), JSON.stringify(withUse(usesOf(source), key)))
}

export function withUse(uses: Record<string, number>, key: string): Record<string, number> {
  const next = { ...uses, [key]: (uses[key] ?? 0) + 1 }
  const total = Object.values(next).reduce((sum, count) => sum + count, 0)
  if (total <= halved) return next
  return Object.fromEntries(Object.entries(next).map(([name, count]) => [name, count / 2]))
}

/** The attributes that are asked about most often, the most frequent first. */
export function oftenOf(uses: Record<string, number>, known: readonly AttributeKey[]) {
  const weight = (key: AttributeKey) => (uses[key] ?? 0) + (usual.includes(key) ? 0.5 : 0)
  return known
    .filter((key) => weight(key) > 0)
    .toSorted((a, b) => weight(b) - weight(a) || usual.indexOf(a) - usual.indexOf(b))
    .slice(0, shownOften)
}

export const oftenUsed = (source: string, known: readonly AttributeKey[]): AttributeKey[] =>
  oftenOf(usesOf(source), known)
