import type { ReactNode } from 'react'
import type { Contact, Named, ContactPoint } from '#contract/api/contacts.ts'
import type { FieldContent } from '#contract/api/fields.ts'
import { fieldOf, type ColumnId, type StandardColumn } from '#dashboard/domain/contact-columns.ts'
import { fieldText, isWebAddress } from '#dashboard/domain/field-text.ts'
import { formatMoment, formatRelative } from '#dashboard/lib/format.ts'
import { Chip } from '#dashboard/ui/chip.tsx'
import { Moment } from '#dashboard/ui/moment.tsx'
import type { CellContext } from './contacts-columns.ts'

/** The content of a cell: plain functions, because components in 250 rows are noticeably slower. */
export function cellOf(id: ColumnId, contact: Contact, context: CellContext): ReactNode {
  const field = fieldOf(id)
  if (field === undefined) return cells[id as StandardColumn](contact, context) // no field: ours
  const content = contact.fields.find((filled) => filled.id === field)?.content
  return content && contentCell(content, context)
}

const cells: Record<StandardColumn, (contact: Contact, context: CellContext) => ReactNode> = {
  name: (c, { hrefFor, labels }) => (
    <a href={hrefFor(c.id)} data-open={c.id} tabIndex={-1} title={c.name} className="contacts-name">
      {c.name || <span className="text-quiet italic">{labels.unnamed}</span>}
    </a>
  ),
  phone: (c, { labels }) => contactPointCell(c.phones, 'tel:', labels.morePhones),
  email: (c, { labels }) => contactPointCell(c.emails, 'mailto:', labels.morePhones),
  company: (c, { labels }) =>
    c.company && truncated(c.company.name ?? labels.company(c.company.id)),
  responsible: (c, context) => personCell(c.responsible, context),
  tags: (c, context) => tagsCell(c, context),
  createdAt: (c, context) => momentCell(c.createdAt, context),
  updatedAt: (c, context) => momentCell(c.updatedAt, context),
  nextTask: (c, context) => momentCell(c.nextTaskAt, context),
  createdBy: (c, context) => personCell(c.createdBy, context),
  updatedBy: (c, context) => personCell(c.updatedBy, context),
  id: (c) => <span className="tabular-nums">{c.id}</span>,
}

const truncated = (text: string) => (
  <span className="truncate" title={text}>
    {text}
  </span>
)

const personCell = (person: Named | null, { labels }: CellContext) =>
  person && truncated(person.name ?? labels.user(person.id))

function contentCell(content: FieldContent, context: CellContext): ReactNode {
  const { language, labels } = context
  const text = fieldText(content, { language, ...labels })
  if (content.kind === 'dateTime') return momentCell(content.value, context)
  if (content.kind === 'multitext') {
    const scheme = content.values[0]?.value.includes('@') ? 'mailto:' : undefined
    return contactPointCell(content.values, scheme, labels.morePhones)
  }
  if (content.kind === 'number' || content.kind === 'money')
    return (
      <span data-number className="truncate tabular-nums">
        {text}
      </span>
    )
  const url = content.kind === 'link' ? content.values[0] : undefined
  if (url !== undefined && isWebAddress(url))
    return outerLink(url, url.replace(/^https?:\/\//i, ''))
  return truncated(text)
}

const linkLook = 'truncate text-ink hover:text-accent hover:underline'

const outerLink = (url: string, text: string) => (
  <a href={url} target="_blank" rel="noreferrer" tabIndex={-1} title={url} className={linkLook}>
    {text}
  </a>
)

function contactPointCell(
  contactPoints: ContactPoint[],
  scheme: string | undefined,
  more: (values: string[]) => string,
) {
  const [first, ...rest] = contactPoints
  if (!first) return null
  return (
    <>
      {scheme ? (
        <a
          href={scheme + first.value}
          // Reached by arrow keys; one tab stop per row is enough.
          tabIndex={-1}
          className={`${linkLook} tabular-nums`}
          title={first.value}
        >
          {first.value}
        </a>
      ) : (
        truncated(first.value)
      )}
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

function tagsCell({ tags }: Contact, { labels }: CellContext) {
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
            <span className="sr-only">{labels.moreTags(rest)}</span>
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
