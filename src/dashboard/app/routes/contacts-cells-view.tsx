import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { contactValue, withContactValue } from '#contract/api/contact-values.ts'
import type { Contact } from '#contract/api/contacts.ts'
import { readAttributeKey, type Attribute } from '#contract/model/attribute.ts'
import { valueKinds } from '#contract/model/value-kinds.ts'
import type { Source } from '#contract/api/sources.ts'
import { useCompanyLinks } from './company-links.ts'
import { useJobAnnouncement } from '#dashboard/app/job-announcement.ts'
import { companyHrefs, contactHref, editContactLink, fromList } from '#dashboard/domain/links.ts'
import { useAccount } from '#dashboard/domain/use-account.ts'
import { parseCells, printCells } from '#dashboard/features/bulk/sheet/grid-clipboard.ts'
import { ContactCellEditor } from '#dashboard/features/contact/cells/contact-cell-editor.tsx'
import { useCellSaving } from '#dashboard/features/contact/cells/cell-saving.ts'
import { planPaste, toWork } from '#dashboard/features/contact/cells/paste-plan.ts'
import { PastePreview } from '#dashboard/features/contact/cells/paste-preview.tsx'
import { usePasting } from '#dashboard/features/contact/cells/pasting.ts'
import { typedIn } from '#dashboard/features/contact/contact-value.tsx'
import { formContextOf } from '#dashboard/features/contact/form/contact-form-context.ts'
import type { FormContext } from '#dashboard/features/contact/form/contact-form-values.ts'
import { setValueEdit, useSourceEdits } from '#dashboard/features/contact/value-edits.ts'
import { cellOf } from '#dashboard/features/list/contacts-cells.tsx'
import { useCellContext } from '#dashboard/features/list/contacts-rendering.ts'
import { ContactsCells } from '#dashboard/features/list/cells/contacts-cells.tsx'
import type { DrawnEdit } from '#dashboard/features/list/cells/cell-marks.tsx'
import { columnLabel } from '#dashboard/fields/attribute-label.ts'
import { isEditable } from '#dashboard/fields/attribute-editor.tsx'
import { OptionsPanel } from '#dashboard/ui/select.tsx'

type Props = {
  source: Source
  contacts: readonly Contact[]
  /** When they were read; milliseconds. */
  readAt: number
}

/** Editing in the cells of the list, as soon as the account's fields are known. */
export function ContactsCellsView({ source, contacts, readAt }: Props) {
  useCompanyLinks(source.id)
  const { i18n } = useTranslation()
  const account = useAccount(source)
  const context =
    account.state === 'known' ? formContextOf(source, account, i18n.language) : undefined
  return context && <Cells {...{ source, contacts, readAt, context }} />
}

function Cells({ source, contacts, readAt, context }: Props & { context: FormContext }) {
  // All that editors need: what is typed while one of them waits would be lost.
  const { t } = useTranslation(['form', 'translation', 'contact', 'setup', 'batch'])
  useEffect(() => {
    // What could not be loaded is reported in its place when options are opened.
    OptionsPanel.load().catch(() => undefined)
  }, [])
  const client = useQueryClient()
  const navigate = useNavigate()
  const editsOf = useSourceEdits(source.id)
  const saving = useCellSaving(source)
  const hrefFor = useCallback((id: number) => contactHref(source.id, id), [source.id])
  const hasCompanies = source.capabilities.companies?.details === true
  const companyHref = useMemo(
    () => (hasCompanies ? companyHrefs(source.id) : undefined),
    [hasCompanies, source.id],
  )
  const cells = useCellContext(readAt, hrefFor, undefined, companyHref)
  const { typing, attributes } = context
  const known = (column: string) => attributes.find(({ key }) => key === column)
  const attributeOf = (contact: Contact, column: string): Attribute | undefined => {
    const attribute = known(column)
    if (!attribute || contact.unknown?.some((key) => key === column)) return undefined
    return isEditable(attribute, contactValue(contact, attribute.key) ?? null)
      ? attribute
      : undefined
  }
  const labelOf = (column: string) => {
    const attribute = known(column)
    return attribute ? columnLabel(attribute, t) : column
  }
  const drawn = contacts.flatMap((contact) =>
    [...editsOf(contact.id)].flatMap(([column, edit]): DrawnEdit[] => {
      const place = { id: contact.id, column }
      if (edit.state === 'failed') return [{ ...place, state: 'failed', content: null }]
      const value = typedIn(edit, readAt)
      if (value === undefined) return []
      const content = cellOf(column, withContactValue(contact, column, value), cells)
      return [{ ...place, state: edit.state, content }]
    }),
  )
  // What was typed is what is edited, copied and cleared next.
  const shown = contacts.map((contact) =>
    [...editsOf(contact.id)].reduce((row, [key, edit]) => {
      const value = typedIn(edit, readAt)
      return value === undefined ? row : withContactValue(row, key, value)
    }, contact),
  )
  const pasting = usePasting(context, saving, useJobAnnouncement(source.id))
  return (
    <>
      <ContactsCells
        contacts={shown}
        attributeOf={attributeOf}
        labelOf={labelOf}
        edits={drawn}
        parse={parseCells}
        print={printCells}
        textOf={(contact, column) => {
          const key = readAttributeKey(column)
          const value = key && contactValue(contact, key)
          if (!value) return ''
          return valueKinds[value.kind].print(value, {
            timeZone: typing.timeZone,
            yes: t('yes'),
            no: t('no'),
          })
        }}
        onClear={(contact, attribute) => {
          const before = contactValue(contact, attribute.key) ?? null
          if (before === null) return
          const work = toWork({ contact, attribute, before, value: null }, context)
          saving.save(contact, work, context)
        }}
        onUndo={saving.undo}
        onRowLeft={saving.flush}
        onPaste={(cells, lines) => {
          const targets = cells.map((row) =>
            row.flatMap(({ id, column }) => {
              const contact = shown.find((item) => item.id === id)
              return contact ? [{ contact, column, attribute: attributeOf(contact, column) }] : []
            }),
          )
          pasting.paste(planPaste(targets, lines, context))
        }}
        onEditContact={(id) =>
          void navigate({ ...editContactLink(source.id, id), state: fromList })
        }
        renderEditor={({ contact, attribute, cell, typed, onClose }) => (
          <ContactCellEditor
            key={`${contact.id} ${attribute.key}`}
            contact={contact}
            readAt={readAt}
            attribute={attribute}
            label={labelOf(attribute.key)}
            context={context}
            edits={editsOf(contact.id)}
            cell={cell}
            typed={typed}
            onSave={(work) => saving.save(contact, work, context)}
            onClose={(step) => {
              const edit = editsOf(contact.id).get(attribute.key)
              if (edit?.state === 'failed')
                setValueEdit({
                  client,
                  source: source.id,
                  id: contact.id,
                  attribute: attribute.key,
                })
              onClose(step)
            }}
          />
        )}
      />
      {pasting.plan && (
        <PastePreview
          plan={pasting.plan}
          labelOf={labelOf}
          timeZone={typing.timeZone}
          problem={pasting.problem}
          isSending={pasting.isSending}
          onWrite={pasting.write}
          onClose={pasting.close}
        />
      )}
    </>
  )
}
