import { account, pipelines } from '#mock/account-data.ts'
import type { Catalog, Company, Customer, Element, Lead } from '#mock/store/entity-types.ts'
import type { Random } from './random.ts'
import { seedUsers as users } from './seed-users.ts'
import { catalogGoods, leadNames } from './sample-texts.ts'

const day = 86_400

function entityDefaults(random: Random, now: number, id: number, name: string) {
  const user = random.pick(users)
  const created = now - random.int(1, 1000) * day - random.int(0, day)
  return {
    id,
    name,
    responsible_user_id: user.id,
    group_id: user.rights.group_id ?? 0,
    created_by: user.id,
    updated_by: random.chance(0.2) ? 0 : user.id,
    created_at: created,
    updated_at: random.int(created, now),
    account_id: account.id,
  }
}

export function buildCompany(random: Random, now: number, id: number, name: string): Company {
  return {
    ...entityDefaults(random, now, id, name),
    closest_task_at: null,
    is_deleted: false,
    custom_fields_values: companyFields(id),
  }
}

const cities = ['Москва', 'Казань', 'Самара', 'Пермь', 'Тверь', 'Екатеринбург', 'Новосибирск']
const streets = ['Лесная', 'Заводская', 'Садовая', 'Полевая', 'Речная']

/** Phone, site and address of a company, by its ID, so that seeded contacts stay as they are. */
function companyFields(id: number): Company['custom_fields_values'] {
  const place = Math.floor(id / 2) // IDs are odd
  if (place % 9 === 0) return null
  const city = cities[place % cities.length]
  const address = `${city}, ул. ${streets[place % streets.length]}, ${(place % 140) + 1}`
  const number = String(1_000_000 + ((place * 7919) % 8_999_999))
  const field = (field_id: number, name: string, code: string, type: string, value: object) => ({
    field_id,
    field_name: name,
    field_code: code,
    field_type: type,
    values: [value],
  })
  const work = { enum_id: 4_398_801, enum_code: 'WORK' }
  return [
    field(4_396_901, 'Телефон', 'PHONE', 'multitext', { value: `+7495${number}`, ...work }),
    ...(place % 3 === 0
      ? [field(4_396_905, 'Сайт', 'WEB', 'url', { value: `https://company-${place}.example` })]
      : []),
    field(4_396_907, 'Адрес', 'ADDRESS', 'textarea', { value: address }),
  ]
}

export function buildLead(random: Random, now: number, id: number, companyId: number | null): Lead {
  const pipeline = random.pick(pipelines)
  const status = random.pick(pipeline.statuses.filter(({ type }) => type === 0))
  const base = entityDefaults(random, now, id, `${random.pick(leadNames)} №${id % 10_000}`)
  const isClosed = status.id === 142 || status.id === 143
  return {
    ...base,
    price: random.chance(0.12) ? 0 : random.int(3, 900) * random.pick([100, 500, 1000, 5000]),
    status_id: status.id,
    pipeline_id: pipeline.id,
    loss_reason_id: null,
    closed_at: isClosed ? base.updated_at : null,
    closest_task_at: null,
    is_deleted: false,
    custom_fields_values: null,
    score: null,
    labor_cost: null,
    is_price_computed: false,
    company_id: companyId,
  }
}

export function buildCustomer(random: Random, now: number, id: number, name: string): Customer {
  const { group_id: _group, ...base } = entityDefaults(random, now, id, name)
  const purchases = random.int(0, 14)
  const check = random.int(2, 80) * 500
  return {
    ...base,
    next_price: check,
    next_date: now + random.int(-20, 90) * day,
    status_id: random.int(7001, 7004),
    periodicity: 0,
    closest_task_at: null,
    is_deleted: false,
    custom_fields_values: null,
    ltv: purchases * check,
    purchases_count: purchases,
    average_check: purchases === 0 ? 0 : check,
  }
}

/** The price field of products, by which elements of their catalog are linked; services have none. */
export const priceIdOf = ({ catalog_id }: Element) =>
  catalog_id === catalogIds.products ? 4_400_301 : null

export const catalogIds = { products: 8001, services: 8002 } as const

export function buildCatalogs(
  random: Random,
  now: number,
): { catalogs: Catalog[]; elements: Element[] } {
  const catalogs: Catalog[] = []
  const elements: Element[] = []
  const names = { products: 'Товары', services: 'Услуги' } as const
  for (const kind of ['products', 'services'] as const) {
    const {
      responsible_user_id: _user,
      group_id: _group,
      ...base
    } = entityDefaults(random, now, catalogIds[kind], names[kind])
    const type = kind === 'products' ? 'products' : 'regular'
    catalogs.push({ ...base, ...catalogDefaults, sort: catalogs.length * 10 + 10, type })
    for (const name of catalogGoods[kind]) {
      const {
        responsible_user_id: _u,
        group_id: _g,
        ...model
      } = entityDefaults(random, now, 9_100_001 + elements.length, name)
      elements.push({
        ...model,
        catalog_id: base.id,
        is_deleted: false,
        currency_id: null,
        custom_fields_values: null,
      })
    }
  }
  return { catalogs, elements }
}

export const catalogDefaults = {
  can_add_elements: true,
  can_show_in_cards: true,
  can_link_multiple: true,
  can_be_deleted: true,
  sdk_widget_code: null,
} as const
