import { rmSync } from 'node:fs'
import { contactValue } from '#contract/api/contact-values.ts'
import type { Contact } from '#contract/api/contacts.ts'
import type { ExportOrder } from '#contract/api/exports.ts'
import { readSort } from '#contract/api/sort.ts'
import { isEmptyValue, valueKinds } from '#contract/model/value-kinds.ts'
import type { AttributeKey } from '#contract/model/attribute.ts'
import type { ValueKindName } from '#contract/model/value.ts'
import { createCsv } from './csv-file.ts'
import { cellOf, type Cell } from './export-cells.ts'
import type { RowFile } from './row-file.ts'
import { createSpool } from './row-spool.ts'
import { createXlsx } from './xlsx-file.ts'

export type FilePlan = Pick<ExportOrder, 'format' | 'labels' | 'isFirstOnly'> & {
  path: string
  columns: { key: AttributeKey; title: string; kind: ValueKindName }[]
  /** IANA name of the account's time zone. */
  timeZone: string
  /** By what rows are sorted that do not arrive in order; undefined: they do. */
  sort: string | undefined
}

/** A file of contacts, which blocks the thread that writes it. */
export async function createContactFile(plan: FilePlan) {
  const { path, columns, sort } = plan
  const order = sort === undefined ? [] : readSort(sort)
  const file = await open(plan)
  const spool = order.length > 0 ? createSpool(`${path}.rows`, order) : undefined

  const rowOf = (contact: Contact): Cell[] => columns.map(({ key }) => cellOf(contact, key, plan))
  const keyOf = (contact: Contact, key: AttributeKey): string | null => {
    const value = contactValue(contact, key) ?? null
    return value === null || isEmptyValue(value) ? null : valueKinds[value.kind].sortKey(value)
  }

  return {
    /** Resolves with the bytes on the disk. */
    async add(contacts: Contact[]): Promise<number> {
      if (!spool) file.add(contacts.map(rowOf))
      else
        for (const contact of contacts)
          spool.add(
            rowOf(contact),
            order.map(({ field }) => keyOf(contact, field)),
          )
      return file.bytes() + (spool?.bytes() ?? 0)
    },
    async end(): Promise<{ bytes: number; cut: number }> {
      if (spool) {
        for (const rows of spool.sorted()) file.add(rows)
        spool.end()
      }
      return file.end()
    },
    /** Leaves nothing on the disk. */
    async abort(): Promise<void> {
      spool?.end()
      file.abort()
      rmSync(path, { force: true })
    },
  }
}
export type ContactFile = Awaited<ReturnType<typeof createContactFile>>

async function open({ path, format, columns }: FilePlan): Promise<RowFile> {
  switch (format.type) {
    case 'xlsx':
      return createXlsx({ path, format, columns })
    case 'csv':
      return createCsv(
        path,
        format,
        columns.map(({ title }) => title),
      )
  }
}
