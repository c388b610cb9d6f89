import type { RegisteredUser } from '#contract/api/registered-users.ts'
import type { Role } from '#contract/api/roles.ts'

export const userStates = ['active', 'invited', 'never', 'disabled'] as const
export type UserState = (typeof userStates)[number]

/** Whether somebody gets in, and why not. */
export function stateOf({ isDisabled, hasPassword, issuers, link }: RegisteredUser): UserState {
  if (isDisabled) return 'disabled'
  if (hasPassword || issuers.length > 0) return 'active'
  return link ? 'invited' : 'never'
}

/** `''`: any. */
export type UserFilter = { text: string; role: Role | ''; state: UserState | '' }
export const everybody: UserFilter = { text: '', role: '', state: '' }

/** The name by which people are listed. */
export const shownName = ({ name, email }: Pick<RegisteredUser, 'name' | 'email'>): string =>
  name || email

/** Whoever has each word in their name or e-mail, a role at any source, and a state; by name. */
export function foundUsers(
  users: readonly RegisteredUser[],
  { text, role, state }: UserFilter,
  language: string,
): RegisteredUser[] {
  const { compare } = new Intl.Collator(language)
  const fold = (one: string) => one.toLocaleLowerCase(language).replaceAll('ё', 'е')
  const words = fold(text).split(/\s+/)
  return users
    .filter((user) => {
      const own = fold(`${user.name} ${user.email}`)
      return (
        words.every((word) => own.includes(word)) &&
        (role === '' || user.roles.some((given) => given.role === role)) &&
        (state === '' || stateOf(user) === state)
      )
    })
    .toSorted((a, b) => compare(shownName(a), shownName(b)))
}
