import { memo } from 'react'
import type { Contact } from '#contract/api/contacts.ts'
import type { ColumnId } from '#dashboard/domain/contact-columns.ts'
import { Checkbox } from '#dashboard/ui/checkbox.tsx'
import { cellOf } from './contacts-cells.tsx'
import type { CellContext } from './contacts-columns.ts'

type Drawn = {
  contact: Contact
  columns: ColumnId[]
  /** The number of pinned columns, which come first. */
  pinned: number
  context: CellContext
}
type Props = Drawn & { isSelected: boolean }

/** Columns that are shown on phones, where a row is a card. */
export const onCard = new Set<string>(['name', 'phones', 'company', 'tags', 'updatedAt'])

/** The table handles it; a box without a handler would be announced as read-only. */
const ignore = () => {}

/**
 * A row of the list. Roles are explicit, because a row displayed as a grid may lose its implicit role.
 * Event handlers are attached once to the table, and the table makes one row at a time the tab stop
 * (see contacts-keys).
 */
export const ContactsRow = memo(function ContactsRow(props: Props) {
  const { contact, columns, pinned, isSelected, context } = props
  return (
    <tr role="row" className="contacts-row" aria-selected={isSelected} data-id={contact.id}>
      <td role="cell" data-column="select">
        <Checkbox
          tabIndex={-1}
          aria-label={context.labels.select(contact.name || String(contact.id))}
          checked={isSelected}
          onChange={ignore}
        />
      </td>
      <Cells contact={contact} columns={columns} pinned={pinned} context={context} />
    </tr>
  )
})

/** Separate from the row, so that selecting 250 rows renders 250 checkboxes but no cells. */
const Cells = memo(function Cells({ contact, columns, pinned, context }: Drawn) {
  return (
    <>
      {columns.map((id, index) => (
        <td
          key={id}
          role="cell"
          data-column={id}
          data-pin={index < pinned ? index + 1 : undefined}
          className={onCard.has(id) ? undefined : 'contacts-beyond-card'}
        >
          {(context.draw ?? cellOf)(id, contact, context)}
        </td>
      ))}
      <td role="cell" data-column="actions">
        <button
          type="button"
          tabIndex={-1}
          aria-haspopup="menu"
          data-tip=""
          aria-label={context.labels.actions(contact.name || String(contact.id))}
          className="contacts-actions"
        />
      </td>
    </>
  )
})
