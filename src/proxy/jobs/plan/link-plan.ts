import type { Conflict, LinkChange, Reason } from '#contract/api/job-rows.ts'
import type { Link } from '#contract/api/writes.ts'
import type { ContactLinks } from '#proxy/sources/source.ts'
import { mergeOne } from './three-way-merge.ts'

/** A link at a place of its own; null where there is none. */
export type LinkImage = { place: string; link: Link | null }

export type LinkPlan = {
  link: Link[]
  unlink: Link[]
  conflicts: Conflict[]
  reasons: Reason[]
  base: LinkImage[]
  after: LinkImage[]
  fields: string[]
}

/** A contact has one company; everything else hangs on it side by side. */
export const placeOf = ({ target, id }: Pick<Link, 'target' | 'id'>): string =>
  target === 'companies' ? 'companies' : `${target}.${id}`

/** What each place is to hold in the end, and what whoever wishes it saw there. */
export type LinkIntent = { place: string; mine: Link | null; before?: Link | null }

/** The wishes of a row; taking off a company that is another one by now takes off nothing. */
export function linkIntentsOf(change: LinkChange, now: ContactLinks): LinkIntent[] {
  const seen = change.before
  const company = seen && {
    before: seen.company === null ? null : { target: 'companies' as const, id: seen.company },
  }
  const intentFor = (mine: Link | null, other: Link): LinkIntent => ({
    place: placeOf(other),
    mine,
    ...(other.target === 'companies' && company),
  })
  const gone = (change.unlink ?? []).filter(
    ({ target, id }) => target !== 'companies' || now.companies.includes(id),
  )
  const linked = change.link ?? []
  const places = new Set(linked.map(placeOf))
  return [
    ...gone.filter((link) => !places.has(placeOf(link))).map((link) => intentFor(null, link)),
    ...linked.map((link) => intentFor(link, link)),
  ]
}

/** Wishes against the links there are now. */
export function planLinks(intents: LinkIntent[], now: ContactLinks): LinkPlan {
  const plan: LinkPlan = {
    link: [],
    unlink: [],
    conflicts: [],
    reasons: [],
    base: [],
    after: [],
    fields: [],
  }
  const there = new Map(linksIn(now).map((link) => [placeOf(link), link]))
  for (const { place, mine, before } of intents) {
    const theirs = there.get(place) ?? null
    const merged = mergeOne({ before, mine, theirs }, isSameLink)
    const field = `links.${place}`
    if (merged.is === 'conflict')
      plan.conflicts.push({
        field,
        before: toConflictValue(before),
        mine: toConflictValue(mine),
        theirs: toConflictValue(theirs),
      })
    if (merged.is !== 'changed') continue
    if (mine) plan.link.push(mine)
    else if (theirs) plan.unlink.push(theirs)
    plan.base.push({ place, link: theirs })
    plan.after.push({ place, link: mine })
    plan.fields.push(field)
  }
  return plan
}

/** What takes back the links that a job made or took off. */
export const inverseIntents = (base: LinkImage[], after: LinkImage[]): LinkIntent[] =>
  after.map(({ place, link }) => ({
    place,
    before: link,
    mine: base.find((image) => image.place === place)?.link ?? null,
  }))

function linksIn(now: ContactLinks): Link[] {
  const of = (target: 'leads' | 'customers' | 'companies') =>
    now[target].map((id): Link => ({ target, id }))
  const elements = now.catalogElements.map(({ id, catalog, quantity }): Link => ({
    target: 'catalogElements',
    id,
    ...(catalog !== null && { catalog }),
    ...(quantity !== null && { quantity }),
  }))
  return [...of('companies'), ...of('leads'), ...of('customers'), ...elements]
}

/** A quantity that nobody names is any. */
function isSameLink(a: Link | null, b: Link | null): boolean {
  if (!a || !b) return a === b
  const isSameAmount =
    a.quantity === undefined || b.quantity === undefined || a.quantity === b.quantity
  return a.target === b.target && a.id === b.id && isSameAmount
}

const toConflictValue = (link: Link | null | undefined): Conflict['mine'] =>
  link ? { id: link.id, ...(link.quantity !== undefined && { quantity: link.quantity }) } : null
