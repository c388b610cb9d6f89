import type { Link } from '#contract/api/writes.ts'

/**
 * What somebody typed or pasted to say which thing to link: its number, or the address of its page
 * (`…/leads/detail/301`). An element of a list needs the list's number, too: `8/71`, or
 * `…/catalogs/8/detail/71`.
 */
export function readLink(target: Link['target'], text: string): Link | undefined {
  const bare = text.trim()
  if (target === 'catalogElements') {
    const [, catalog, id] =
      /^(?:.*?\/catalogs\/)?(\d{1,15})\/(?:detail\/)?(\d{1,15})\/?$/.exec(bare) ?? []
    return catalog && id ? { target, id: Number(id), catalog: Number(catalog) } : undefined
  }
  const [, id] = /^(?:#|https?:\/\/\S+\/)?(\d{1,15})\/?$/.exec(bare) ?? []
  return id && Number(id) > 0 ? { target, id: Number(id) } : undefined
}
