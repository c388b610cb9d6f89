import type { Task } from '#contract/api/timeline.ts'
import type { AmoTask, AmoTaskWrite } from '#contract/upstream/amo-v4/activities.ts'
import { toMoment, toMomentOrNull, toSeconds } from '#proxy/sources/calendar.ts'
import type { OwnTask, TaskChange } from '#proxy/sources/source-activities.ts'

export function toTask(amo: AmoTask): Task {
  const { complete_till: due, task_type_id: type, responsible_user_id: responsible } = amo
  return {
    id: amo.id,
    text: amo.text?.replaceAll('\0', '') ?? '',
    type: type == null ? null : { id: type, name: null },
    responsible: responsible == null ? null : { id: responsible, name: null },
    dueAt: due ? toMomentOrNull(due) : null,
    isCompleted: amo.is_completed ?? false,
    result: amo.result?.text?.replaceAll('\0', '') || null,
  }
}

export function toOwnTask(amo: AmoTask): OwnTask {
  const task = toTask(amo)
  const at = amo.created_at ?? amo.updated_at ?? 0
  const entry = {
    key: `task:${amo.id}`,
    at: toMoment(at),
    by: { id: amo.created_by ?? null, name: null },
    what: { kind: 'task' as const, task },
  }
  return { task, entry, at: at * 1000 }
}

export function toAmoTask(change: TaskChange): AmoTaskWrite {
  const { text, dueAt, type, responsible, isCompleted, result } = change
  return {
    ...(text !== undefined && { text }),
    ...(dueAt !== undefined && { complete_till: toSeconds(dueAt) }),
    ...(type !== undefined && { task_type_id: type }),
    ...(responsible !== undefined && { responsible_user_id: responsible }),
    ...(isCompleted !== undefined && { is_completed: isCompleted }),
    ...(result !== undefined && result !== '' && { result: { text: result } }),
  }
}
