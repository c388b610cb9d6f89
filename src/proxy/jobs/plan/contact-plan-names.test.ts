import { describe, expect, it } from 'vitest'
import type { Change } from '#contract/model/change.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import { attributes, contactNow } from '#testing/planned-contact.ts'
import { setText, textValue } from '#testing/values.ts'
import { planContact } from './contact-plan.ts'

const plan = (changes: Change[], now = contactNow(), before?: Snapshot) =>
  planContact({ edit: { changes, ...(before && { before }) }, now, attributes })

describe('the name that first and last name make', () => {
  it('is journalled, and not sent', () => {
    const planned = plan([setText('firstName', 'Anna')], contactNow({ name: 'Shop' }))
    expect(planned.write?.values).toEqual({ firstName: textValue('Anna') })
    expect(planned.base).toEqual({ firstName: null, name: textValue('Shop') })
    expect(planned.after).toEqual({ firstName: textValue('Anna'), name: textValue('Anna') })
  })

  it('is a conflict if another user renamed the contact', () => {
    const before = { firstName: null, name: textValue('Shop') }
    const planned = plan([setText('firstName', 'Anna')], contactNow({ name: 'Another' }), before)
    expect(planned.conflicts).toMatchObject([{ attribute: 'name', theirs: textValue('Another') }])
  })
})
