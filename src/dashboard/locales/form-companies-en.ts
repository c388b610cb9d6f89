/** Texts of choosing and creating a company. */
export const companiesEn = {
  none: 'None',
  start: 'Start typing a name',
  contacts_one: '{{count, number}} contact',
  contacts_other: '{{count, number}} contacts',
  more: 'Not all are shown: refine the name',
  create: 'Create company “{{name}}”',
  createAnother: 'Create another “{{name}}”',
  creating: 'Creating “{{name}}”…',
  created: 'Company “{{name}}” created',
  exists: '“{{name}}” already exists. Choose it, or create another one.',
  mayExist:
    'The response was lost: this may have been saved. Look for company “{{name}}” before you create it again.',
  notCreated: 'Company “{{name}}” was not created. {{reason}}',
  byNumber: 'Company number or URL',
} as const
