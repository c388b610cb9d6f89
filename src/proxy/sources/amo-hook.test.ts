import { expect, it } from 'vitest'
import { hintedContacts } from './amo-hook.ts'

it.each([
  ['contacts[update][0][id]=501&contacts[update][0][type]=contact&account[id]=3', [501]],
  ['contacts%5Badd%5D%5B0%5D%5Bid%5D=7&contacts[add][1][id]=8&contacts[add][1][id]=8', [7, 8]],
  ['contacts[update][0][type]=company&contacts[update][0][id]=501', []],
  ['contacts[delete][0][id]=5&contacts[restore][0][id]=6', [5, 6]],
  ['contacts[delete][0]=5', [5]],
  ['contacts[note][0][note][element_id]=9&contacts[note][0][note][element_type]=1', [9]],
  ['contacts[note][0][note][element_id]=9&contacts[note][0][note][element_type]=3', []],
  ['task[update][0][element_id]=9&task[update][0][element_type]=1&task[update][0][id]=2', [9]],
  ['task[add][0][element_id]=9&task[add][0][element_type]=2', []],
  ['talk[update][0][contact_id]=12&talk[update][0][talk_id]=1', [12]],
  ['leads[update][0][id]=501', []],
  ['contacts[update][0][custom_fields][0][id]=501', []],
  ['contacts[update][0][id]=1e3&contacts[update][1][id]=0', []],
])('reads the contacts of %s', (form, ids) => {
  expect(hintedContacts(form)).toEqual(ids)
})
