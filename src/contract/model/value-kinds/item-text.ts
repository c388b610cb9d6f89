import type { FieldOption } from '#contract/model/field-definition.ts'
import type { WriteItem } from '#contract/model/write-item.ts'

/** The text of a written item; for an option, its label. */
export function itemText({ value, option, kind }: WriteItem, options: FieldOption[] = []): string {
  if (option !== undefined) return options.find(({ id }) => id === option)?.label ?? `#${option}`
  if (value === undefined) return options.find(({ code }) => code === kind)?.label ?? ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
