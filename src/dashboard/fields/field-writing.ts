import type { FieldValue } from '#contract/api/writes.ts'
import { fromWallClock, toWallClock } from '#contract/model/zoned-time.ts'
import type { FieldInput, InputOf } from './field-draft.ts'

/** The values of a field as the contract writes them; null where the field is empty. */
export function toFieldValues(input: FieldInput, timeZone: string | null): FieldValue[] | null {
  const values = valuesOf(input, timeZone)
  return values.length > 0 ? values : null
}

function valuesOf(input: FieldInput, timeZone: string | null): FieldValue[] {
  switch (input.kind) {
    case 'text':
      return input.text === '' ? [] : [{ value: input.text }]
    case 'number': {
      const number = toDecimal(input.text)
      return number === '' ? [] : [{ value: number }]
    }
    case 'yesNo':
      return input.answer === '' ? [] : [{ value: input.answer === 'yes' }]
    case 'options':
      return [
        ...input.selected.map((option) => ({ option })),
        ...input.lost.map((value) => ({ value })),
      ]
    case 'date':
      return input.day === '' ? [] : [{ value: input.day }]
    case 'dateTime': {
      const moment = momentOf(input, timeZone)
      return moment === undefined ? [] : [{ value: moment }]
    }
    case 'contactPoints':
      return input.items
        .filter(isFilled)
        .map(({ value, kind }) => ({ value, ...(kind !== '' && { kind }) }))
    case 'address':
      return input.parts.filter(isFilled).map(({ part, value }) => ({ value, kind: part }))
    case 'legalEntities':
      return input.entities.filter(hasRequisites).map((entity) => ({ value: toRecord(entity) }))
    case 'readonly':
      return []
  }
}

/** An unchanged moment stays exactly the same, also within a repeated hour. */
function momentOf({ wall, was }: InputOf<'dateTime'>, timeZone: string | null) {
  if (was !== null && wall === toWallClock(was, timeZone)) return was
  return fromWallClock(wall, timeZone)
}

/** `1 234,50` as decimal text. */
export const toDecimal = (text: string): string => text.replaceAll(/\s/g, '').replace(',', '.')

export const isFilled = ({ value }: { value: string }): boolean => value.trim() !== ''

export const hasRequisites = (entity: { value: string }[]): boolean => entity.some(isFilled)

const toRecord = (entity: { key: string; value: string }[]) =>
  Object.fromEntries(
    entity
      .filter(isFilled)
      // The type of an entity is a number at the source (1 sole trader, 2 company).
      .map(({ key, value }) => [key, key === 'entity_type' ? Number(value) : value]),
  )

/** Indexes of the values that are sent, in order: rejections refer to it. */
export function sentIndexes(input: FieldInput): number[] {
  const list =
    input.kind === 'contactPoints'
      ? input.items.map(isFilled)
      : input.kind === 'address'
        ? input.parts.map(isFilled)
        : input.kind === 'legalEntities'
          ? input.entities.map(hasRequisites)
          : []
  return list.flatMap((isSent, index) => (isSent ? [index] : []))
}

/** Whether the field would be written; incomplete input counts, so that it is not lost. */
export const isChanged = (now: FieldInput, before: FieldInput, timeZone: string | null): boolean =>
  ('isHalf' in now && now.isHalf) ||
  JSON.stringify(toFieldValues(now, timeZone)) !== JSON.stringify(toFieldValues(before, timeZone))
