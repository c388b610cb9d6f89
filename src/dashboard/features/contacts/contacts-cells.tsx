import type { ReactNode } from 'react'
import type { Contact, Reach } from '#contract/api/contacts.ts'
import { formatMoment, formatRelative } from '#dashboard/lib/format.ts'
import { Chip } from '#dashboard/ui/chip.tsx'
import { Moment } from '#dashboard/ui/moment.tsx'
import type { CellContext, ColumnId } from './contacts-columns.ts'

/** What stands in each cell: plain functions, for 250 rows of components would be felt. */
export const cells: Record<ColumnId, (contact: Contact, context: CellContext) => ReactNode> = {
  name: (c, { hrefFor, words }) => (
    <a href={hrefFor(c.id)} data-open={c.id} title={c.name} className="contacts-name">
      {c.name || <span className="text-quiet italic">{words.unnamed}</span>}
    </a>
  ),
  phone: (c, { words }) => reachCell(c.phones, 'tel:', words.morePhones),
  email: (c, { words }) => reachCell(c.emails, 'mailto:', words.morePhones),
  company: (c, { words }) =>
    c.company && <Truncated text={c.company.name ?? words.company(c.company.id)} />,
  responsible: (c, { words }) =>
    c.responsible && <Truncated text={c.responsible.name ?? words.user(c.responsible.id)} />,
  tags: (c, context) => tagsCell(c, context),
  createdAt: (c, context) => momentCell(c.createdAt, context),
  updatedAt: (c, context) => momentCell(c.updatedAt, context),
}

function Truncated({ text }: { text: string }) {
  return (
    <span className="truncate" title={text}>
      {text}
    </span>
  )
}

function reachCell(reaches: Reach[], scheme: string, more: (values: string[]) => string) {
  const [first, ...rest] = reaches
  if (!first) return null
  return (
    <>
      <a
        href={scheme + first.value}
        // One stop a row is enough to get through a page; the contact's own page has them all.
        tabIndex={-1}
        className="truncate text-ink tabular-nums hover:text-accent hover:underline"
        title={first.value}
      >
        {first.value}
      </a>
      {rest.length > 0 && (
        <span
          className="ml-1.5 shrink-0 text-meta text-quiet"
          title={rest.map((r) => r.value).join('\n')}
        >
          <span aria-hidden>+{rest.length}</span>
          <span className="sr-only">{more(rest.map((r) => r.value))}</span>
        </span>
      )}
    </>
  )
}

const tagsShown = 2

function tagsCell({ tags }: Contact, { words }: CellContext) {
  const rest = tags.slice(tagsShown).map((tag) => tag.name)
  return (
    tags.length > 0 && (
      <span className="flex min-w-0 items-center gap-1">
        {tags.slice(0, tagsShown).map((tag) => (
          <Chip key={tag.name} title={tag.name}>
            {tag.name}
          </Chip>
        ))}
        {rest.length > 0 && (
          <span className="shrink-0 text-meta text-quiet" title={rest.join('\n')}>
            <span aria-hidden>+{rest.length}</span>
            <span className="sr-only">{words.moreTags(rest)}</span>
          </span>
        )}
      </span>
    )
  )
}

const momentCell = (iso: string | null, { language, now }: CellContext) =>
  iso && (
    <Moment
      iso={iso}
      text={formatRelative(iso, language, now)}
      exact={formatMoment(iso, language)}
    />
  )
