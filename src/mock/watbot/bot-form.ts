import { Rejection } from '#mock/rejection.ts'

export type Form = Record<string, unknown>

/** Input validation with Laravel's messages in Russian: status 422, `{ message, errors: { key: [...] } }`. */
export function createForm(input: Form) {
  const errors: Record<string, string[]> = {}
  const addError = (key: string, text: string) => {
    ;(errors[key] ??= []).push(text)
    return undefined
  }
  const labelOf = (key: string) => key.replaceAll('_', ' ')
  const isEmpty = (value: unknown) => value === undefined || value === null || value === ''

  function required(key: string): boolean {
    if (!isEmpty(input[key])) return true
    addError(key, `Поле ${labelOf(key)} обязательно для заполнения.`)
    return false
  }

  return {
    required,
    requiredIf(key: string, other: string, value: string) {
      if (input[other] === value && isEmpty(input[key]))
        addError(
          key,
          `Поле ${labelOf(key)} обязательно для заполнения, когда ${labelOf(other)} равно ${value}.`,
        )
    },
    integer(key: string, { min, max }: { min?: number; max?: number } = {}): number | undefined {
      const value = input[key]
      if (isEmpty(value)) return undefined
      const isScalar = typeof value === 'number' || typeof value === 'string'
      const isWhole = isScalar && /^-?\d{1,15}$/.test(String(value))
      if (!isWhole) return addError(key, `Поле ${labelOf(key)} должно быть целым числом.`)
      const number = Number(value)
      if (min !== undefined && number < min)
        return addError(key, `Значение поля ${labelOf(key)} должно быть не меньше ${min}.`)
      if (max !== undefined && number > max)
        return addError(key, `Значение поля ${labelOf(key)} не может быть больше ${max}.`)
      return number
    },
    text(key: string, max = 255): string | undefined {
      const value = input[key]
      if (isEmpty(value)) return undefined
      if (typeof value !== 'string' && typeof value !== 'number')
        return addError(key, `Поле ${labelOf(key)} должно быть строкой.`)
      const text = String(value)
      if (Array.from(text).length > max)
        return addError(
          key,
          `Количество символов в поле ${labelOf(key)} не может превышать ${max}.`,
        )
      return text
    },
    oneOf<Value extends string>(key: string, known: readonly Value[]): Value | undefined {
      const found = known.find((value) => value === input[key])
      if (isEmpty(input[key]) || found !== undefined) return found
      return addError(key, `Выбранное значение для ${labelOf(key)} ошибочно.`)
    },
    textList(key: string): string[] | undefined {
      const value = input[key]
      if (value === undefined || value === null) return undefined
      const isList =
        Array.isArray(value) &&
        value.every((item) => typeof item === 'string' || typeof item === 'number')
      if (!isList) return addError(key, `Поле ${labelOf(key)} должно быть массивом.`)
      return value.map((item) => String(item).trim()).filter((item) => item !== '')
    },
    invalidChoice: (key: string) =>
      addError(key, `Выбранное значение для ${labelOf(key)} некорректно.`),
    invalidFormat: (key: string) => addError(key, `Недопустимый формат поля ${labelOf(key)}.`),
    /** Throws if an error was added. */
    throwIfInvalid() {
      if (Object.keys(errors).length > 0)
        throw new Rejection(422, 'The given data was invalid.', { errors })
    },
  }
}
