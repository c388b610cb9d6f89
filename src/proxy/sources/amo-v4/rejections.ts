import type { ContactDraft, ContactPatch, WriteResult } from '#contract/api/writes.ts'
import { amoRejection } from '#contract/upstream/amo-v4/writes.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'

/** What was asked to be written; undefined where paths of the source are told as they are. */
type Items = (ContactDraft | ContactPatch | undefined)[]

/** What a refusal says of each of the items; throws what says nothing of them. */
export function rejectionsOf(error: unknown, items: Items): WriteResult[] {
  const rejections =
    error instanceof SourceError && error.failure === 'rejected'
      ? toRejections(error.body, items)
      : undefined
  if (rejections) return rejections
  throw error
}

/**
 * What a 400 says of each of the items: those it names are refused, the others held, because
 * amoCRM writes all of a batch or nothing. Undefined where it names none.
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

/** Where a value that was refused stands in what we were asked to write. */
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
