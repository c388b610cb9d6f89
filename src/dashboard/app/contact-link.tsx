import { Link } from '@tanstack/react-router'
import type { RenderContact } from '#dashboard/domain/render-contact.ts'

/** Links to contacts of a source, for pages that know no addresses. */
export const contactLinks =
  (source: string): RenderContact =>
  (id, words) => (
    <Link
      to="/$source/contacts/$id"
      params={{ source, id: String(id) }}
      search={{ open: '' }}
      className="wrap-anywhere text-accent underline-offset-2 hover:underline"
    >
      {words}
    </Link>
  )
