/** Letters of a right: A all, G own group, M own, D denied (reference 13). */
export const rightLetters = ['A', 'G', 'M', 'D'] as const
export type Right = (typeof rightLetters)[number]
type Rights = { view: Right; edit: Right; add: Right; delete: Right; export: Right }

/** A user of the amoCRM account, as `GET /api/v4/users` shows them. */
export type User = {
  id: number
  name: string
  email: string
  lang: string
  rights: {
    leads: Rights
    contacts: Rights
    companies: Rights
    tasks: { edit: Right; delete: Right }
    mail_access: boolean
    catalog_access: boolean
    status_rights: unknown[]
    is_admin: boolean
    is_free: boolean
    is_active: boolean
    group_id: number | null
    role_id: number | null
  }
}
