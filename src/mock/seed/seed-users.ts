import type { Right, User } from '#mock/store/user.ts'

function user(
  id: number,
  name: string,
  login: string,
  {
    group = 0,
    view = 'A',
    admin = false,
    active = true,
  }: { group?: number; view?: Right; admin?: boolean; active?: boolean } = {},
): User {
  const rights = {
    view,
    edit: view,
    add: 'A',
    delete: admin ? 'A' : 'D',
    export: admin ? 'A' : 'D',
  } as const
  return {
    id,
    name,
    email: `${login}@kartoteka.example`,
    lang: 'ru',
    rights: {
      leads: rights,
      contacts: rights,
      companies: rights,
      tasks: { edit: 'A', delete: admin ? 'A' : 'D' },
      mail_access: active,
      catalog_access: true,
      status_rights: [],
      is_admin: admin,
      is_free: false,
      is_active: active,
      group_id: group === 0 ? null : group,
      role_id: admin ? null : 5101,
    },
  }
}

/** 504141 is the author in the documents' examples, 47272 is named in one of their requests. */
export const seedUsers: User[] = [
  user(504141, 'Ольга Крылова', 'o.krylova', { admin: true }),
  user(47272, 'Илья Соболев', 'i.sobolev', { admin: true }),
  user(504142, 'Марина Зимина', 'm.zimina'),
  user(504143, 'Денис Орлов', 'd.orlov', { view: 'M' }),
  user(504144, 'Анна Лебедева', 'a.lebedeva', { group: 310001 }),
  user(504145, 'Тимур Каримов', 't.karimov', { group: 310001, view: 'G' }),
  user(504146, 'James Walker', 'j.walker', { group: 310002 }),
  user(504147, 'Павел Громов', 'p.gromov', { active: false }),
]
