import { Refusal } from '#mock/rejection.ts'

export type Form = Record<string, unknown>

/** Laravel's complaints in Russian: `{ message, errors: { key: [...] } }` with status 422. */
export function createForm(input: Form) {
  const errors: Record<string, string[]> = {}
  const complain = (key: string, text: string) => {
    ;(errors[key] ??= []).push(text)
    return undefined
  }
  const called = (key: string) => key.replaceAll('_', ' ')
  const isEmpty = (value: unknown) => value === undefined || value === null || value === ''

  function required(key: string): boolean {
    if (!isEmpty(input[key])) return true
    complain(key, `Поле ${called(key)} обязательно для заполнения.`)
    return false
  }

  return {
    required,
    requiredIf(key: string, other: string, value: string) {
      if (input[other] === value && isEmpty(input[key]))
        complain(
          key,
          `Поле ${called(key)} обязательно для заполнения, когда ${called(other)} равно ${value}.`,
        )
    },
    whole(
      key: string,
      { least, most }: { least?: number; most?: number } = {},
    ): number | undefined {
      const value = input[key]
      if (isEmpty(value)) return undefined
      const isScalar = typeof value === 'number' || typeof value === 'string'
      const isWhole = isScalar && /^-?\d{1,15}$/.test(String(value))
      if (!isWhole) return complain(key, `Поле ${called(key)} должно быть целым числом.`)
      const number = Number(value)
      if (least !== undefined && number < least)
        return complain(key, `Значение поля ${called(key)} должно быть не меньше ${least}.`)
      if (most !== undefined && number > most)
        return complain(key, `Значение поля ${called(key)} не может быть больше ${most}.`)
      return number
    },
    text(key: string, most = 255): string | undefined {
      const value = input[key]
      if (isEmpty(value)) return undefined
      if (typeof value !== 'string' && typeof value !== 'number')
        return complain(key, `Поле ${called(key)} должно быть строкой.`)
      const text = String(value)
      if (Array.from(text).length > most)
        return complain(
          key,
          `Количество символов в поле ${called(key)} не может превышать ${most}.`,
        )
      return text
    },
    among<Value extends string>(key: string, known: readonly Value[]): Value | undefined {
      const found = known.find((value) => value === input[key])
      if (isEmpty(input[key]) || found !== undefined) return found
      return complain(key, `Выбранное значение для ${called(key)} ошибочно.`)
    },
    texts(key: string): string[] | undefined {
      const value = input[key]
      if (value === undefined || value === null) return undefined
      const isList =
        Array.isArray(value) &&
        value.every((item) => typeof item === 'string' || typeof item === 'number')
      if (!isList) return complain(key, `Поле ${called(key)} должно быть массивом.`)
      return value.map((item) => String(item).trim()).filter((item) => item !== '')
    },
    wrongChoice: (key: string) =>
      complain(key, `Выбранное значение для ${called(key)} некорректно.`),
    wrongFormat: (key: string) => complain(key, `Недопустимый формат поля ${called(key)}.`),
    /** Throws if anything was wrong. */
    settle() {
      if (Object.keys(errors).length > 0)
        throw new Refusal(422, 'The given data was invalid.', { errors })
    },
  }
}
