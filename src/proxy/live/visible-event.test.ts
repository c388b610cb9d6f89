import { afterAll, expect, it } from 'vitest'
import { localAccess } from '#proxy/auth/access.ts'
import { requirePart } from '#proxy/sources/source.ts'
import { changedContact } from '#testing/live-event.ts'
import { buildMirrorStack } from '#testing/mirror-stack.ts'
import { visibleEvent } from './visible-event.ts'

const stack = buildMirrorStack({ contacts: 20 })
afterAll(() => stack.mock.app.close())

it('says that lists are to be read again if the copy is erased meanwhile', async () => {
  await stack.catchUp()
  const source = stack.mirrored()
  const [contact] = await stack.inCopy()
  const { id = 0, responsible } = contact ?? {}
  const visibility = { contacts: 'ofResponsible', users: [responsible?.id ?? 0] } as const
  const access = { ...localAccess, of: () => ({ ...localAccess.of('main'), visibility }) }
  const see = () => visibleEvent(changedContact(id), access, () => source)
  expect(await see()).toMatchObject({ changed: [id], isMany: true })
  const mirror = requirePart(source.mirror, 'a copy')
  // Its turn comes after the question has begun, and before the answer.
  const [seen] = await Promise.all([see(), mirror.erase()])
  expect(seen).toMatchObject({ added: [], changed: [], removed: [], isMany: true })
  expect(await see()).toMatchObject({ changed: [], isMany: true })
}, 60_000)
