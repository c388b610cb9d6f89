import type { ExportLabels, ExportOrder } from '#contract/api/exports.ts'

export const exportLabels: ExportLabels = {
  yes: 'Yes',
  no: 'No',
  unknown: 'unknown',
  user: 'User {id}',
  company: 'Company {id}',
  legalKeys: { name: 'Name', entity_type: 'Entity type' },
  legalTypes: { '2': 'Company' },
}

/** An order of everything, as CSV with the name only. */
export const exportOrderOf = (given: Partial<ExportOrder> = {}): ExportOrder => ({
  name: 'contacts',
  format: { type: 'csv', separator: 'comma', hasByteOrderMark: false, hasDigitsAsText: false },
  query: '',
  ids: null,
  columns: [{ key: 'name', title: 'Name' }],
  isFirstOnly: false,
  labels: exportLabels,
  ...given,
})
