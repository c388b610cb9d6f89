import * as z from 'zod/mini'

/**
 * The parts of a URL's query that a page cannot parse: texts by parameter, several if it is
 * repeated.
 */
export type AddressParts = Record<string, string | string[]>

type Damage = {
  /** Retained, so that the URL is not changed and the page can report it. */
  notUnderstood?: AddressParts
}

/**
 * Parses the query of a URL by the schema of its page. Invalid parts are never dropped, because
 * their default would mean "everything".
 */
export function readAddress<Shape extends z.core.$ZodShape>(
  schema: z.ZodMiniObject<Shape>,
  raw: Record<string, unknown>,
): AddressOf<Shape> {
  const { notUnderstood: before, ...asked } = raw
  const all = { ...partsIn(before), ...defined(asked) }
  const isUnderstood = ([name, value]: [string, unknown]) => {
    const part = Object.hasOwn(schema.shape, name) ? schema.shape[name] : undefined
    return part !== undefined && z.core.safeParse(part, value).success
  }
  const entries = Object.entries(all)
  const damaged = entries
    .filter((entry) => !isUnderstood(entry) && !isAddedByOthers(entry[0]))
    .map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)])
  return {
    ...z.parse(schema, Object.fromEntries(entries.filter(isUnderstood))),
    ...(damaged.length > 0 && { notUnderstood: Object.fromEntries(damaged) }),
  }
}

type AddressOf<Shape extends z.core.$ZodShape> = z.output<z.ZodMiniObject<Shape>> & Damage

/** The part of a standard schema that the router requires. */
type AddressReader<T> = {
  '~standard': {
    types?: { input: Partial<T>; output: T }
    validate: (raw: unknown) => { value: T }
  }
}

/** `readAddress` for a route's `validateSearch`. */
export const addressReader = <Shape extends z.core.$ZodShape>(
  schema: z.ZodMiniObject<Shape>,
): AddressReader<AddressOf<Shape>> => ({
  '~standard': {
    validate: (raw) => ({ value: readAddress(schema, ownOf(raw)) }),
  },
})

/** Its parameters, also one named `__proto__`, which a schema of records would drop. */
const ownOf = (raw: unknown): Record<string, unknown> =>
  typeof raw === 'object' && raw !== null ? { ...raw } : {}

/** The query of a page that has no parameters. */
export const plainAddress: AddressReader<Damage> = addressReader(z.object({}))

const partText = z.union([z.string(), z.array(z.string())])

const partsIn = (raw: unknown): AddressParts =>
  Object.fromEntries(
    Object.entries(ownOf(raw)).flatMap(([name, value]) => {
      const { data } = z.safeParse(partText, value)
      return data === undefined ? [] : [[name, data]]
    }),
  )

const defined = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))

/** Parameters that mailing tools and messengers add to links. */
const isAddedByOthers = (name: string): boolean =>
  /^(?:utm_\w+|_openstat|(?:fb|g|y|ys|ms)clid)$/.test(name)
