import { memo } from 'react'
import type { Contact } from '#contract/api/contacts.ts'
import { cells } from './contacts-cells.tsx'
import type { CellContext, ColumnId } from './contacts-columns.ts'

type Props = {
  contact: Contact
  columns: ColumnId[]
  isSelected: boolean
  selectLabel: string
  context: CellContext
}

/**
 * One contact. Explicit roles, because a row drawn as a grid box may lose its own; the checkbox
 * has no handler: the table listens once for all rows.
 */
export const ContactsRow = memo(function ContactsRow(props: Props) {
  const { contact, columns, isSelected, selectLabel, context } = props
  return (
    <tr role="row" className="contacts-row" aria-selected={isSelected} data-id={contact.id}>
      <td role="cell" data-column="select">
        <input
          type="checkbox"
          aria-label={selectLabel}
          checked={isSelected}
          readOnly
          className="size-4 accent-accent"
        />
      </td>
      {columns.map((id) => (
        <td key={id} role="cell" data-column={id}>
          {cells[id](contact, context)}
        </td>
      ))}
    </tr>
  )
})
