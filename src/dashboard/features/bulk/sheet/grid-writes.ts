import type { ContactDraft, ContactEdit } from '#contract/api/writes.ts'
import { diff, type Change } from '#contract/model/change.ts'
import type { Snapshot } from '#contract/model/snapshot.ts'
import { isEmptyValue } from '#contract/model/value-kinds.ts'
import { attributeKeyOf, type GridContext } from './grid-columns.ts'
import type { CellValues, Seen } from './grid-rows.ts'

/** The attributes among the cells, without the identity in a messenger. */
function snapshotOf(values: CellValues, { columns }: GridContext): Snapshot {
  const snapshot: Snapshot = {}
  for (const { key } of columns) {
    const attribute = attributeKeyOf(key)
    if (attribute !== undefined && key in values) snapshot[attribute] = values[key] ?? null
  }
  return snapshot
}

/** Converts the filled cells to a contact to create. */
export function toDraft(values: CellValues, context: GridContext): ContactDraft {
  const snapshot = snapshotOf(values, context)
  const changes = context.columns.flatMap(({ key }): Change[] => {
    const attribute = attributeKeyOf(key)
    const set = attribute && snapshot[attribute]
    return set && !isEmptyValue(set) ? [{ attribute, set }] : []
  })
  const identity = identityOf(values, context)
  return { changes, ...(identity && { identity }) }
}

/**
 * The changes of a contact with the values seen, so that concurrent changes are detected as
 * conflicts. `values` contains only changed columns.
 */
export function toEdit(seen: Seen, values: CellValues, context: GridContext): ContactEdit {
  const after = snapshotOf(values, context)
  const isMany = (key: string) =>
    context.columns.find((column) => column.key === key)?.attribute.isMany ?? false
  const changes = diff(seen.snapshot, after, isMany)
  const before: Snapshot = {}
  for (const { attribute } of changes) before[attribute] = seen.snapshot[attribute] ?? null
  return { id: seen.id, changes, before }
}

function identityOf(values: CellValues, { source }: GridContext): ContactDraft['identity'] {
  const chosen = (key: 'identity.bot' | 'identity.messenger') => {
    const value = values[key]
    return value?.kind === 'choice' ? value.options[0]?.id : undefined
  }
  const bot = chosen('identity.bot')
  const messenger = source.capabilities.messengers[chosen('identity.messenger') ?? -1]
  const text = values['identity.id']
  const id = text?.kind === 'text' ? (text.values[0] ?? '') : ''
  if (bot === undefined || bot === null || !messenger) return undefined
  return { bot, messenger, ...(messenger !== 'whatsapp' && id !== '' && { id }) }
}
