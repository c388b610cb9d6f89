import type { FastifyRequest } from 'fastify'
import type { Services } from '#mock/services.ts'
import { Rejection, type ItemErrors } from '#mock/rejection.ts'
import { isRecord } from '#mock/json-value.ts'
import { createIssues, type Issues } from './v4-item-issues.ts'

/** The items of a batch; rejects a body that is not a list of 1 to `max` items. */
export function itemsOf(body: unknown, max = 250): unknown[] {
  if (body === undefined || body === null) throw new Rejection(400, "Request data can't be blank")
  if (!Array.isArray(body)) throw new Rejection(400, 'Invalid request data')
  if (body.length === 0) throw new Rejection(400, "Request data can't be blank")
  if (body.length > max)
    throw new Rejection(422, `The number of items must not exceed the limit of ${max}`)
  return body
}

type ReadItem<Item> = (
  item: Record<string, unknown>,
  issues: Issues,
  requestId: string,
) => Item | undefined

/**
 * Reads every item of a write, or rejects the request with all issues found: status 400, and
 * nothing is saved. The fault `row-error` rejects its item whatever it contains, `dismissed-user`
 * any item with that responsible user.
 */
export function readBatch<Item>(
  { faults }: Pick<Services, 'faults'>,
  request: FastifyRequest,
  items: unknown[],
  read: ReadItem<Item>,
): Item[] {
  const groups: ItemErrors[] = []
  const fault = faults.of(request, 'row-error')
  const dismissed = faults.of(request, 'dismissed-user')
  const accepted = items.flatMap((item, i) => {
    const issues = createIssues()
    const requestId = requestIdOf(item, i)
    if (!isRecord(item)) issues.reportType('', 'array')
    const result = isRecord(item) ? read(item, issues, requestId) : undefined
    if (dismissed && isRecord(item) && item['responsible_user_id'] === dismissed.user) {
      faults.markTriggered(dismissed)
      issues.report('NotSupportedChoice', 'responsible_user_id')
    }
    if (fault?.row === i) {
      faults.markTriggered(fault)
      const { code = 'NotSupportedChoice', path_in_row: path = 'name' } = fault
      const { detail = 'The value you selected is not a valid choice.' } = fault
      issues.errors.push({ code, path, detail })
    }
    if (issues.errors.length > 0) groups.push({ request_id: requestId, errors: issues.errors })
    return result === undefined ? [] : [result]
  })
  if (groups.length > 0)
    throw new Rejection(400, 'Request validation failed', { 'validation-errors': groups })
  return accepted
}

/** The given `request_id` as a string, or the item's index in the request. */
function requestIdOf(item: unknown, index: number): string {
  const given = isRecord(item) ? item['request_id'] : undefined
  return typeof given === 'string' || typeof given === 'number' ? String(given) : String(index)
}
