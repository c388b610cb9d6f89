import type { Contact } from '#contract/api/contacts.ts'

/** A row of the list without any values but the given ones. */
export const contactRow = (given: Pick<Contact, 'id' | 'name'> & Partial<Contact>): Contact => ({
  phones: [],
  emails: [],
  company: null,
  responsible: null,
  tags: [],
  createdAt: null,
  updatedAt: null,
  createdBy: null,
  updatedBy: null,
  nextTaskAt: null,
  fields: [],
  ...given,
})
