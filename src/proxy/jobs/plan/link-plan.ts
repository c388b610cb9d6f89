import type { Conflict, LinkChange, Reason } from '#contract/api/job-rows.ts'
import type { Link } from '#contract/api/writes.ts'
import type { ContactLinks } from '#proxy/sources/source.ts'
import { mergeOne } from './three-way-merge.ts'

/** The link at a place; null where there is none. */
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

/** A contact has a single company; all other links are independent of each other. */
export const placeOf = ({ target, id }: Pick<Link, 'target' | 'id'>): string =>
  target === 'companies' ? 'companies' : `${target}.${id}`

/** What a place is to hold in the end, and what the author of the change saw there. */
export type LinkIntent = { place: string; mine: Link | null; before?: Link | null }

/** The link intents of a row; unlinking a company that has been replaced meanwhile does nothing. */
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

/** Plans intents against the current links. */
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

/** The intents that undo the links a job added or removed. */
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

/** A quantity that is not given matches any. */
function isSameLink(a: Link | null, b: Link | null): boolean {
  if (!a || !b) return a === b
  const isSameAmount =
    a.quantity === undefined || b.quantity === undefined || a.quantity === b.quantity
  return a.target === b.target && a.id === b.id && isSameAmount
}

const toConflictValue = (link: Link | null | undefined): Conflict['mine'] =>
  link ? { id: link.id, ...(link.quantity !== undefined && { quantity: link.quantity }) } : null
