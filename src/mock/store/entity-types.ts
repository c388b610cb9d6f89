import type { Range } from './contact-filter.ts'

/** Entities other than contacts in the amoCRM v4 format, without _links and _embedded. */
type Named = {
  id: number
  name: string
  responsible_user_id: number
  group_id: number
  created_by: number
  updated_by: number
  created_at: number
  updated_at: number
  account_id: number
}

export type Lead = Named & {
  price: number // whole roubles
  status_id: number
  pipeline_id: number
  loss_reason_id: number | null
  closed_at: number | null
  closest_task_at: number | null
  is_deleted: boolean
  custom_fields_values: null
  score: number | null
  labor_cost: number | null
  is_price_computed: boolean
  company_id: number | null // shown under _embedded.companies
}

export type Company = Named & {
  closest_task_at: number | null
  is_deleted: boolean
  custom_fields_values: unknown[] | null
}

export type Customer = Omit<Named, 'group_id'> & {
  next_price: number
  next_date: number
  status_id: number
  periodicity: number
  closest_task_at: number | null
  is_deleted: boolean
  custom_fields_values: null
  ltv: number
  purchases_count: number
  average_check: number
}

export type Catalog = Omit<Named, 'responsible_user_id' | 'group_id'> & {
  sort: number
  type: 'regular' | 'invoices' | 'products' | 'suppliers'
  can_add_elements: boolean
  can_show_in_cards: boolean
  can_link_multiple: boolean
  can_be_deleted: boolean
  sdk_widget_code: string | null
}

export type Element = Omit<Named, 'responsible_user_id' | 'group_id'> & {
  catalog_id: number
  is_deleted: boolean | null
  currency_id: number | null
  custom_fields_values: unknown[] | null
}

export type Task = Omit<Named, 'name'> & {
  entity_id: number
  entity_type: string
  duration: number
  is_completed: boolean
  task_type_id: number
  text: string
  result: { text: string } | []
  complete_till: number
}

export type Note = Omit<Named, 'name'> & {
  entity_id: number
  note_type: string
  params: Record<string, unknown>
  is_pinned?: boolean // read with `with=is_pinned` only
}

export type Entities = {
  leads: Lead
  companies: Company
  customers: Customer
  catalogs: Catalog
  elements: Element
  tasks: Task
  notes: Note
}

export type EntityQuery = {
  ids?: number[]
  /** The catalog of elements, the contact of tasks and notes. */
  owners?: number[]
  /** Tasks and notes of contacts of these users only. */
  visibleOwners?: number[]
  text?: string
  names?: string[]
  createdAt?: Range
  updatedAt?: Range
  /** Values of other keys of the model, compared as strings. */
  keys?: Record<string, (string | number)[]>
  ranges?: Record<string, Range>
  order: 'id' | 'created_at' | 'updated_at' | 'name' | 'complete_till'
  descending: boolean
  offset: number
  limit: number
}
