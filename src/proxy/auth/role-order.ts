import { role, type Role } from '#contract/api/roles.ts'

/** Compares for sorting: the role with fewer rights comes first. */
export const lowestFirst = (a: Role, b: Role): number =>
  role.options.indexOf(a) - role.options.indexOf(b)

/** The role of two that has fewer rights. */
export const lowerRole = (a: Role, b: Role): Role => (lowestFirst(a, b) <= 0 ? a : b)
