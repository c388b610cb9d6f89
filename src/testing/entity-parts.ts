/** Properties of a company in the mock besides its ID and name. */
export const companyParts = {
  responsible_user_id: 504_141,
  group_id: 0,
  created_by: 504_141,
  updated_by: 504_141,
  created_at: 1_700_000_000,
  updated_at: 1_700_000_000,
  account_id: 28_805_383,
  closest_task_at: null,
  is_deleted: false,
  custom_fields_values: null,
}

/** Properties of a customer in the mock besides its ID and name. */
export const customerParts = {
  ...companyParts,
  next_price: 0,
  next_date: 0,
  status_id: 1,
  periodicity: 0,
  ltv: 0,
  purchases_count: 0,
  average_check: 0,
}
