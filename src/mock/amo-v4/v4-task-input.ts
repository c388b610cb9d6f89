import { taskTypes } from '#mock/account-data.ts'
import type { TaskEdit } from '#mock/account-edits.ts'
import { integerOf, isRecord } from '#mock/json-value.ts'
import type { Store } from '#mock/mock-store.ts'
import type { Issues } from './v4-item-issues.ts'

const maxText = 10_000 // characters; the real limit is not documented

/** The keys of a task that were sent (activities 1); `contactId` if it is one of a contact. */
export function readTaskEdit(
  item: Record<string, unknown>,
  store: Pick<Store, 'directory'>,
  issues: Issues,
): TaskEdit {
  const edit: TaskEdit = {}
  const { text, result, is_completed: isCompleted } = item
  if (text !== undefined) {
    if (typeof text !== 'string') issues.reportType('text', 'string')
    else if (text.trim() === '') issues.report('IsBlank', 'text')
    else if (text.length > maxText) issues.reportLength('text', maxText)
    else edit.text = text
  }
  const number = (key: 'complete_till' | 'duration' | 'created_at') => {
    if (item[key] === undefined) return
    const value = integerOf(item[key])
    if (value === undefined || value < 0) issues.reportType(key, 'int')
    else edit[key] = value
  }
  number('complete_till')
  number('duration')
  number('created_at')
  const choice = (key: 'task_type_id' | 'responsible_user_id', exists: (id: number) => boolean) => {
    if (item[key] === undefined) return
    const id = integerOf(item[key])
    if (id === undefined || !exists(id)) issues.report('NotSupportedChoice', key)
    else edit[key] = id
  }
  choice('task_type_id', (id) => taskTypes.some((type) => type.id === id))
  choice('responsible_user_id', (id) => store.directory.user(id) !== undefined)
  if (isCompleted !== undefined) {
    if (typeof isCompleted !== 'boolean') issues.reportType('is_completed', 'bool')
    else edit.is_completed = isCompleted
  }
  if (result !== undefined) {
    if (isRecord(result) && typeof result['text'] === 'string')
      edit.result = { text: result['text'] }
    else if (Array.isArray(result) && result.length === 0) edit.result = []
    else issues.reportType('result', 'array')
  }
  return edit
}

const entityTypes = ['contacts', 'leads', 'companies', 'customers']

/** Whose task it is; only those of contacts are kept up by the mock. */
export function readTaskOwner(item: Record<string, unknown>, issues: Issues): number | undefined {
  const { entity_id: id, entity_type: type } = item
  if (id === undefined && type === undefined) return undefined
  if (typeof type !== 'string' || !entityTypes.includes(type))
    return void issues.report('NotSupportedChoice', 'entity_type')
  const entityId = integerOf(id)
  if (entityId === undefined) return void issues.report('FieldMissing', 'entity_id')
  return entityId
}
