import * as z from 'zod/mini'
import { role } from './roles.ts'
import { sourceId } from './sources.ts'

/** What every API key begins with, so that a key in the wrong place is recognised. */
export const keyPrefix = 'ktk_'

const label = z.string().check(z.trim(), z.minLength(1), z.maxLength(100))

const day = 86_400_000
/** Milliseconds for which a key can be made; one without an end is good until it is revoked. */
const maxKeyAge = 5 * 366 * day

/** A key of one's own; the key itself is shown once, when it is made. */
export const apiKey = z.object({
  id: z.string(),
  label: z.string(),
  /** The end of the key, by which its owner tells it from others. */
  ending: z.string(),
  /** The most that it may do; less if its owner may do less at the moment. */
  role,
  /** The sources that it is for; null: all that its owner has a role at. */
  sources: z.nullable(z.array(z.string())),
  createdAt: z.iso.datetime(),
  /** To within a minute; null: never. */
  lastUsedAt: z.nullable(z.iso.datetime()),
  /** Null: it does not expire. */
  expiresAt: z.nullable(z.iso.datetime()),
})
export type ApiKey = z.infer<typeof apiKey>

/** Response of `GET /api/keys`: keys that can be used, the latest first. */
export const apiKeyList = z.object({ items: z.array(apiKey) })

/** Body of `POST /api/keys`. */
export const newApiKey = z.strictObject({
  label,
  role,
  sources: z._default(z.nullable(z.array(sourceId).check(z.minLength(1), z.maxLength(100))), null),
  expiresAt: z._default(
    z.nullable(
      z.iso.datetime().check(
        z.refine((text) => Date.parse(text) < Date.now() + maxKeyAge, {
          error: 'at most five years from now',
        }),
      ),
    ),
    null,
  ),
})
export type NewApiKey = z.infer<typeof newApiKey>

/** Response of `POST /api/keys`: the only one that has the key. */
export const madeApiKey = z.object({ apiKey, key: z.string() })

export const apiKeyParams = z.object({ key: z.string().check(z.regex(/^[0-9a-f-]{36}$/)) })
