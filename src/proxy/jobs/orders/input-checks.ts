import type { LegacyLinkChange, LegacyPatch } from '#contract/api/legacy-writes.ts'
import { isFieldKey } from '#contract/model/attribute.ts'
import type { RequestedChange } from '#contract/model/change.ts'
import { isCountry } from '#contract/model/phone-reading.ts'
import { isLinkKey } from '#proxy/jobs/plan/contact-plan.ts'
import { writtenAttributes } from '#proxy/jobs/plan/written-attributes.ts'
import type { InputIssue } from '#proxy/invalid-input.ts'
import type { InputContext } from './job-input.ts'

/**
 * Issues for which changes are rejected as a whole: they are empty, or name attributes that the
 * account does not have. Values are validated row by row when the row is processed.
 */
export function checkChanges(
  { changes, identity }: { changes: RequestedChange[]; identity?: unknown },
  kind: 'create' | 'edit' | 'link',
  { can, fields }: InputContext,
): InputIssue[] {
  if (changes.length === 0 && identity === undefined)
    return [
      {
        name: 'changes',
        message: `there is nothing to ${kind === 'create' ? 'create' : 'change'}`,
      },
    ]
  const attributes = writtenAttributes(can, fields ?? [])
  return changes.flatMap((change, index): InputIssue[] => {
    const { attribute } = change
    const name = `changes.${index}.attribute`
    const country = 'normalise' in change ? change.normalise.country : null
    if (country !== null && !isCountry(country))
      return [{ name: `changes.${index}.normalise.country`, message: `no country is ${country}` }]
    if (kind === 'link' && !isLinkKey(attribute))
      return [{ name, message: 'a job of kind link can only change links' }]
    if (!fields && isFieldKey(attribute)) return []
    const known = attributes.find(({ key }) => key === attribute)
    if (!known) return [{ name, message: `the account has no ${attribute}` }]
    return known.isReadOnly ? [{ name, message: `${attribute} cannot be written` }] : []
  })
}

/** The same checks for a patch of 0.1.0. */
export function checkLegacyPatch(
  patch: LegacyPatch,
  { fields }: InputContext,
  prefix: string,
): InputIssue[] {
  if (Object.keys(patch).length === 0)
    return [
      {
        name: prefix.slice(0, -1),
        message: `there is nothing to ${prefix === '' ? 'create' : 'change'}`,
      },
    ]
  return (patch.fields ?? []).flatMap(({ id }, index): InputIssue[] => {
    if (!fields || fields.some((field) => field.id === id)) return []
    return [{ name: `${prefix}fields.${index}.id`, message: `the account has no field ${id}` }]
  })
}

export function checkStatus(status: string, { can }: InputContext): InputIssue[] {
  const maxLength = can.status?.maxLength ?? 0
  return Array.from(status).length <= maxLength
    ? []
    : [{ name: 'status', message: `at most ${maxLength} characters` }]
}

/** The same checks for links of 0.1.0. */
export function checkLegacyLinks(
  change: Pick<LegacyLinkChange, 'link' | 'unlink'>,
  { can }: InputContext,
  prefix: string,
): InputIssue[] {
  const issues: InputIssue[] = []
  for (const operation of ['link', 'unlink'] as const)
    for (const [index, { target, catalog }] of (change[operation] ?? []).entries()) {
      const name = `${prefix}${operation}.${index}`
      if (!can.writes?.links.includes(target))
        issues.push({ name: `${name}.target`, message: 'the source cannot link it' })
      if (target === 'catalogElements' && catalog === undefined)
        issues.push({ name: `${name}.catalog`, message: 'a list element requires its list' })
    }
  const companies = (change.link ?? []).filter(({ target }) => target === 'companies')
  if (companies.length > 1)
    issues.push({ name: `${prefix}link`, message: 'a contact has one company' })
  if (!change.link?.length && !change.unlink?.length)
    issues.push({ name: `${prefix}link`, message: 'there is nothing to link' })
  return issues
}
