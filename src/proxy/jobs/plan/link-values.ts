import type { Link } from '#contract/api/writes.ts'
import type { Value } from '#contract/model/value.ts'
import { isSameValue, splitValue } from '#contract/model/value-kinds.ts'
import type { ContactLinks } from '#proxy/sources/source.ts'

/** The links of a contact to one kind of entity, as the value of its attribute. */
export function linkValue(
  target: 'leads' | 'customers' | 'catalogElements',
  links: ContactLinks,
): Value | null {
  const items =
    target === 'catalogElements'
      ? links.catalogElements.map((element) => ({ target, ...element }))
      : links[target].map((id) => ({ target, id, catalog: null, quantity: null }))
  return items.length === 0 ? null : { kind: 'links', items }
}

/** Removes links that a later item of the list repeats: its quantity replaces the former one. */
export function withoutFormerQuantities(value: Value | null): Value | null {
  if (value?.kind !== 'links') return value
  const items = value.items.filter(
    ({ target, id, catalog }, index) =>
      !value.items
        .slice(index + 1)
        .some((other) => other.target === target && other.id === id && other.catalog === catalog),
  )
  return { ...value, items }
}

/** The link and unlink requests that lead from one value to the other. */
export function linkChangeOf(
  held: Value | null,
  wanted: Value | null,
): {
  link: Link[]
  unlink: Link[]
} {
  const missingIn = (other: Value | null) => (item: Value) =>
    !splitValue(other).some((candidate) => isSameValue(candidate, item))
  const link = splitValue(wanted).filter(missingIn(held)).flatMap(linksIn)
  const gone = splitValue(held).filter(missingIn(wanted)).flatMap(linksIn)
  // A contact has one company: linking another one replaces it. A new quantity replaces the former
  // one as well.
  const unlink = gone.filter(
    (old) =>
      !link.some(
        ({ target, id }) => target === old.target && (target === 'companies' || id === old.id),
      ),
  )
  return { link, unlink }
}

function linksIn(value: Value): Link[] {
  if (value.kind === 'company') return [{ target: 'companies', id: value.id }]
  if (value.kind !== 'links') return []
  return value.items.map(({ target, id, catalog, quantity }) => ({
    target,
    id,
    ...(catalog !== null && { catalog }),
    ...(quantity !== null && { quantity }),
  }))
}

/** Requested links, each as a value. */
export const linkItems = (links: Link[]): Value[] =>
  links.map(({ target, id, catalog = null, quantity = null }): Value =>
    target === 'companies'
      ? { kind: 'company', id, name: null }
      : { kind: 'links', items: [{ target, id, catalog, quantity }] },
  )
