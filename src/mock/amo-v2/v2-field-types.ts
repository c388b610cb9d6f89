/** Numbers of the field types in v2 (reference 4 of amocrm-v2). Types added after v2 are reported as text. */
export const fieldTypes: Record<string, number> = {
  text: 1,
  numeric: 2,
  checkbox: 3,
  select: 4,
  multiselect: 5,
  date: 6,
  url: 7,
  multitext: 8,
  textarea: 9,
  radiobutton: 10,
  streetaddress: 11,
  smart_address: 13,
  birthday: 14,
  legal_entity: 15,
  date_time: 19,
  monetary: 20,
  file: 22,
}

/** Address parts in the order of their numbers, starting at 1. */
export const subtypes = ['address_line_1', 'address_line_2', 'city', 'state', 'zip', 'country']
