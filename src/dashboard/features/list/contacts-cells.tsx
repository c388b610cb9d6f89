import type { ReactNode } from 'react'
import { contactValue } from '#contract/api/contact-values.ts'
import type { Contact, Named } from '#contract/api/contacts.ts'
import type { ContactPoint, Value } from '#contract/model/value.ts'
import type { ColumnId } from '#dashboard/domain/contact-columns.ts'
import { textFormatOf, valueText } from '#dashboard/domain/value-text.ts'
import { isWebAddress } from '#contract/model/web-address.ts'
import { mailtoHref, telHref } from '#dashboard/lib/safe-href.ts'
import { formatMoment, formatPhone, formatShort } from '#dashboard/lib/format.ts'
import { Avatar } from '#dashboard/ui/avatar.tsx'
import { ChipList } from '#dashboard/ui/chip-list.tsx'
import { Moment } from '#dashboard/ui/moment.tsx'
import type { CellContext } from './contacts-columns.ts'

/**
 * The content of a cell. A plain function, because components in 250 rows would be noticeably
 * slower.
 */
export function cellOf(id: ColumnId, contact: Contact, context: CellContext): ReactNode {
  if (contact.unknown?.some((key) => key === id))
    return <span className="text-quiet italic">{context.labels.unknown}</span>
  const own = ownCells[id]
  if (own) return own(contact, context)
  const value = contactValue(contact, id)
  return value && valueCell(value, context)
}

/** Attributes that are rendered differently from their kind. */
const ownCells: Partial<Record<ColumnId, (contact: Contact, context: CellContext) => ReactNode>> = {
  name: (c, context) => nameCell(c, context),
  phones: (c, context) => contactPointCell(c.phones, telHref, context),
  emails: (c, context) => contactPointCell(c.emails, mailtoHref, context),
  company: (c, context) => c.company && companyCell(c.company, context),
  responsible: (c, context) => c.responsible && personCell(c.responsible, context),
  createdBy: (c, context) => c.createdBy && personCell(c.createdBy, context),
  updatedBy: (c, context) => c.updatedBy && personCell(c.updatedBy, context),
  tags: (c, context) => tagsCell(c, context),
  id: (c) => <span className="tabular-nums">{c.id}</span>,
}

const nameCell = ({ id, name }: Contact, { hrefFor, labels, mark }: CellContext) => (
  <a href={hrefFor(id)} data-open={id} tabIndex={-1} data-tip={name} className="contacts-name">
    {name ? mark(name) : <span className="text-quiet italic">{labels.unnamed}</span>}
  </a>
)

const truncated = (text: string, { mark }: CellContext) => (
  <span className="truncate" data-tip={text}>
    {mark(text)}
  </span>
)

const referenceCell = (
  { id, name }: Named,
  labelOf: (id: number) => string,
  context: CellContext,
) => truncated(name ?? labelOf(id), context)

function companyCell(company: Named, context: CellContext) {
  const shown = referenceCell(company, context.labels.company, context)
  const href = context.companyHref?.(company.id)
  if (href === undefined) return shown
  return (
    <a href={href} data-company={company.id} tabIndex={-1} className={linkLook}>
      {shown}
    </a>
  )
}

const personCell = (person: Named, context: CellContext) => (
  <>
    {person.name && <Avatar name={person.name} />}
    {referenceCell(person, context.labels.user, context)}
  </>
)

function valueCell(value: Value, context: CellContext): ReactNode {
  const { language, labels, mark } = context
  if (value.kind === 'dateTime') return momentCell(value.value, context)
  if (value.kind === 'contactPoints') {
    const isMail = value.items[0]?.value.includes('@')
    return contactPointCell(value.items, isMail ? mailtoHref : undefined, context)
  }
  if (value.kind === 'links') return <span className="tabular-nums">{value.items.length}</span>
  const text = valueText(value, { language, ...labels })
  if (textFormatOf(value.kind) === 'decimal')
    return (
      <span data-number className="truncate tabular-nums">
        {mark(text)}
      </span>
    )
  const url = value.kind === 'url' ? value.values[0]?.trim() : undefined
  if (url !== undefined && isWebAddress(url))
    return outerLink(url, mark(url.replace(/^https?:\/\//i, '')))
  return truncated(text, context)
}

const linkLook = 'truncate text-ink hover:text-accent hover:underline'

const outerLink = (url: string, text: ReactNode) => (
  <a href={url} target="_blank" rel="noreferrer" tabIndex={-1} data-tip={url} className={linkLook}>
    {text}
  </a>
)

function contactPointCell(
  contactPoints: ContactPoint[],
  toHref: ((value: string) => string) | undefined,
  context: CellContext,
) {
  const [first, ...rest] = contactPoints
  if (!first) return null
  return (
    <>
      {toHref ? (
        <a
          href={toHref(first.value)}
          // Arrow keys reach it; one tab stop per row is enough for keyboard navigation.
          tabIndex={-1}
          className={`${linkLook} tabular-nums`}
          data-tip={first.value}
          data-copied={first.value}
        >
          {context.mark(toHref === telHref ? formatPhone(first.value) : first.value)}
        </a>
      ) : (
        truncated(first.value, context)
      )}
      {rest.length > 0 && (
        <span
          className="ml-1.5 shrink-0 text-meta text-quiet"
          data-tip={rest.map((r) => r.value).join('\n')}
        >
          <span aria-hidden>+{rest.length}</span>
          <span className="sr-only">{context.labels.morePhones(rest.map((r) => r.value))}</span>
        </span>
      )}
    </>
  )
}

const tagsCell = ({ tags }: Contact, { labels, mark }: CellContext) =>
  tags.length > 0 && (
    <ChipList names={tags.map(({ name }) => name)} mark={mark} more={labels.moreTags} />
  )

const momentCell = (iso: string | null, { language, now }: CellContext) =>
  iso && (
    <Moment iso={iso} text={formatShort(iso, language, now)} exact={formatMoment(iso, language)} />
  )
