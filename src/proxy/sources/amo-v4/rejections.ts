import type { Issue, IssueCode } from '#contract/model/issue.ts'
import { amoRejection } from '#contract/upstream/amo-v4/writes.ts'
import type { WriteResult } from '#proxy/sources/contact-write.ts'
import { SourceError } from '#proxy/sources/transport/source-errors.ts'
import { sentIndexes, type FieldWrite } from '#proxy/sources/write-parts.ts'
import { textNames } from './text-names.ts'

/** The attribute, value and part to which a rejection refers. */
export type Place = Pick<Issue, 'attribute' | 'index' | 'part'>
/** Converts a path of the source to the place in the request of the proxy. */
type Locate = (path: string) => Place

type Rejection = Extract<WriteResult, { status: 'rejected' | 'skipped' }>

/**
 * The result of each item after a status 400: items named in it are rejected, the others skipped,
 * because amoCRM writes all items of a batch or none. Throws an error that names no item.
 */
export function rejectionsOf(error: unknown, items: Locate[]): Rejection[] {
  const rejections =
    error instanceof SourceError && error.failure === 'rejected'
      ? toRejections(error.body, items)
      : undefined
  if (rejections) return rejections
  throw error
}

function toRejections(body: unknown, items: Locate[]): Rejection[] | undefined {
  const rejection = amoRejection.safeParse(body)
  if (!rejection.success) return undefined
  const groups = new Map(
    rejection.data['validation-errors'].map((group) => [Number(group.request_id), group.errors]),
  )
  if (!items.some((_, index) => groups.has(index))) return undefined
  return items.map((locate, index): Rejection => {
    const errors = groups.get(index)
    if (!errors) return { status: 'skipped' }
    const issues = errors.map(({ code, path, detail }) => ({
      ...(path ? locate(path) : { attribute: null }),
      code: codeOf(code, path ?? ''),
      message: detail ?? code,
    }))
    return { status: 'rejected', issues }
  })
}

/**
 * Issue codes by the names of amoCRM's constraints (reference 7.2); for others the source's message
 * is passed on.
 */
const ourCodes = new Map<string, IssueCode>(
  Object.entries({
    InvalidType: 'invalid_format',
    InvalidFormat: 'invalid_format',
    NotSupportedChoice: 'unknown_option',
    TooLong: 'too_long',
    TooMany: 'too_many_values',
    IsBlank: 'required',
    FieldMissing: 'required',
    FieldNotExpected: 'unsupported',
    // Symfony's code for "not a valid URL", which amoCRM passes on.
    '57c2f299-1154-4870-89bb-ef3b1f5ad229': 'url',
  }),
)

/**
 * An unknown choice outside of a field's options refers to something that the account does not
 * have.
 */
function codeOf(code: string, path: string): IssueCode {
  const ours = ourCodes.get(code) ?? 'rejected'
  if (ours !== 'unknown_option') return ours
  if (/(?:^|\.)field_(?:id|code)$/.test(path)) return 'no_such_field'
  return /^(?:id|entity_id|to_entity_id|contact_id|chat_id)$/.test(path) ? 'not_found' : ours
}

const plainPlaces: Record<string, Place> = {
  ...Object.fromEntries(textNames.map(([attribute, name]) => [name, { attribute }])),
  responsible_user_id: { attribute: 'responsible' },
}

const placeOf = (name: string): Place =>
  (Object.hasOwn(plainPlaces, name) ? plainPlaces[name] : undefined) ?? { attribute: null }

/**
 * Resolves paths such as `custom_fields_values.1.values.0.value` by the order in which fields were
 * sent.
 */
export function locateIn(fields: FieldWrite[]): Locate {
  return (path) => {
    const [first = '', position, , item, ...keys] = path.split('.')
    if (first === '_embedded' || first.startsWith('tags_to_')) return { attribute: 'tags' }
    if (first !== 'custom_fields_values') return placeOf(first)
    const field = fields[Number(position)]
    if (!field) return { attribute: null }
    if (item === undefined) return { attribute: field.key }
    return { attribute: field.key, ...placeIn(field, Number(item), keys) }
  }
}

/** The index of the value and its part: a part of an address, a detail of a company, or a kind. */
function placeIn({ value }: FieldWrite, sent: number, keys: string[]): Omit<Place, 'attribute'> {
  const index = sentIndexes(value)[sent] ?? sent
  if (value?.kind === 'address') return { index, part: value.parts[index]?.part ?? '' }
  if (value?.kind === 'companyDetails')
    return { index, ...(keys[1] !== undefined && { part: keys[1] }) }
  const isKind = value?.kind === 'contactPoints' && keys[0]?.startsWith('enum')
  return { index, ...(isKind && { part: 'kind' }) }
}
