/**
 * Samples of the documents that are not valid JSON, or that contradict each other, and how they are
 * interpreted.
 */
export const sampleRepairs = [
  {
    documents: '000, 002',
    sample: 'answer to adding contacts',
    printed: 'the second contact is an object without a key inside the first',
    read: 'a list of two contacts',
  },
  {
    documents: '000, 001, 002',
    sample: 'links of all answers',
    printed: '`https`',
    read: '`http`, because the mock has no certificate',
  },
  {
    documents: '003',
    sample: 'requests and answers in JavaScript',
    printed: 'numbered lines, keys without quotes',
    read: 'JSON',
  },
  {
    documents: '003',
    sample: 'request to add a contact in PHP',
    printed: '`value:` and `subtype:` inside `array (…)`, one parenthesis too many',
    read: '`=>`; sent as `json_encode` writes it, with ids as numbers',
  },
  {
    documents: '003',
    sample: 'answer to a write',
    printed: '`_link`, where the table of its keys has `_links`',
    read: 'both keys are sent',
  },
  {
    documents: '004',
    sample: 'answer of getContacts',
    printed: 'a comma after the last contact; a total of 3 without a filter',
    read: 'no such comma; asked with `date_from` and `date_to` around the three contacts',
  },
  {
    documents: '004',
    sample: 'answer of createOrUpdateContact',
    printed: 'PHP arrows, mixed quotes, a missing comma',
    read: 'JSON with the same keys and values',
  },
  {
    documents: '004',
    sample: 'answer of setYsellStatus',
    printed: 'status 204 with a comment as its body',
    read: 'status 204 without a body',
  },
] as const

/** Response keys in addition to the printed ones, by the API's path, with their origin. */
export const additionalKeys: Record<string, { keys: string[]; origin: string }[]> = {
  '/api/v4/': [
    {
      keys: ['is_deleted', 'is_unsorted'],
      origin: 'the tables of seeds 000 and 001, and live answers',
    },
    { keys: ['enum_code'], origin: 'live answers, which have it instead of `enum`' },
    { keys: ['request_id'], origin: 'the table of seed 000' },
  ],
  '/api/v2/': [
    { keys: ['first_name', 'last_name', 'code'], origin: 'the later edition of the document' },
    { keys: ['request_id', '_links'], origin: 'the tables of seed 003' },
    { keys: ['updated_at'], origin: 'captured answers to updates, in milliseconds' },
  ],
  '/api/v1/': [],
}
