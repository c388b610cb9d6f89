import type { ContactDraft, ContactPatch, WriteResult } from '#contract/api/writes.ts'
import { amoRejection } from '#contract/upstream/amo-v4/writes.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'

/** The items of the write; undefined where paths of the source are returned unchanged. */
type Items = (ContactDraft | ContactPatch | undefined)[]

/** The rejection of each item; rethrows errors that name no item. */
export function rejectionsOf(error: unknown, items: Items): WriteResult[] {
  const rejections =
    error instanceof SourceError && error.failure === 'rejected'
      ? toRejections(error.body, items)
      : undefined
  if (rejections) return rejections
  throw error
}

/**
 * The results of a 400: items it names are rejected, the others skipped, because amoCRM writes all of
 * a batch or nothing. Undefined where it names none.
 */
function toRejections(body: unknown, items: Items): WriteResult[] | undefined {
  const rejection = amoRejection.safeParse(body)
  if (!rejection.success || rejection.data['validation-errors'].length === 0) return undefined
  const groups = new Map(
    rejection.data['validation-errors'].map((group) => [Number(group.request_id), group.errors]),
  )
  return items.map((item, index): WriteResult => {
    const errors = groups.get(index)
    if (!errors) return { status: 'skipped' }
    const reasons = errors.map(({ code, path, detail }) => ({
      field: path ? (item ? toContractPath(path, item) : path) : null,
      code,
      message: detail ?? code,
    }))
    return { status: 'rejected', reasons }
  })
}

/** The contract path of a rejected value. */
function toContractPath(path: string, item: ContactDraft | ContactPatch): string {
  const [first = '', valueIndex, , entryIndex, , key] = path.split('.')
  if (first === 'custom_fields_values') {
    const sent = [
      ...(item.phones ? ['phones'] : []),
      ...(item.emails ? ['emails'] : []),
      ...(item.fields ?? []).map(({ id }) => `fields.${id}`),
    ]
    return [sent[Number(valueIndex)] ?? 'fields', entryIndex, key].filter(Boolean).join('.')
  }
  if (first === '_embedded' || first.startsWith('tags_to_')) return 'tags'
  return contractNames[first] ?? path
}

const contractNames: Record<string, string> = {
  first_name: 'firstName',
  last_name: 'lastName',
  responsible_user_id: 'responsible',
}
