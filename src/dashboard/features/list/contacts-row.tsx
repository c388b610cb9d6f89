import { memo } from 'react'
import type { Contact } from '#contract/api/contacts.ts'
import type { Column, ColumnId } from '#dashboard/domain/contact-columns.ts'
import { cellOf } from './contacts-cells.tsx'
import type { CellContext } from './contacts-columns.ts'

type Drawn = { contact: Contact; columns: Column[]; context: CellContext }
type Props = Drawn & { isSelected: boolean }

/** The attributes shown on phones, where a row is a card. */
const onCard = new Set<ColumnId>(['name', 'phones', 'company', 'tags', 'updatedAt'])

/**
 * One contact. It has explicit roles, because a row rendered as a grid box may lose its own. It has
 * no handlers, because the table listens once for all rows. It is not a tab stop by itself, because
 * the table makes one row at a time the stop (see contacts-keys).
 */
export const ContactsRow = memo(function ContactsRow(props: Props) {
  const { contact, columns, isSelected, context } = props
  return (
    <tr role="row" className="contacts-row" aria-selected={isSelected} data-id={contact.id}>
      <td role="cell" data-column="select">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={context.labels.select(contact.name || String(contact.id))}
          checked={isSelected}
          readOnly
          className="size-4 accent-accent"
        />
      </td>
      <Cells contact={contact} columns={columns} context={context} />
    </tr>
  )
})

/** Separate from the row, so that selecting 250 of them renders 250 checkboxes and no cell. */
const Cells = memo(function Cells({ contact, columns, context }: Drawn) {
  return (
    <>
      {columns.map(({ id, isPinned }, index) => (
        <td
          key={id}
          role="cell"
          data-column={id}
          data-pin={isPinned ? index + 1 : undefined}
          className={onCard.has(id) ? undefined : 'contacts-beyond-card'}
        >
          {cellOf(id, contact, context)}
        </td>
      ))}
      <td role="cell" data-column="actions">
        <button
          type="button"
          tabIndex={-1}
          aria-haspopup="menu"
          aria-label={context.labels.actions(contact.name || String(contact.id))}
          className="contacts-actions"
        />
      </td>
    </>
  )
})
