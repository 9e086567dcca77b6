/** What tells charges of a bill apart for discounts. */
export const cell = [
  'bill_id',
  'billing_account_id',
  'line_id',
  'category',
  'charge_id',
  'offering_id',
  'tax_id',
  'tax_category',
  'tax_rate',
] as const
/** What a discount of a bill says, by tax. */
export const grant = [
  'bill_id',
  'bill_to',
  'grant_id',
  'plan_id',
  'account_id',
  'only_line_id',
  'discount_id',
  'name',
  'is_percentage',
  'amount',
  'applies_to',
  'prices',
  'offerings',
  'applied_order',
  'maximum',
  'tax_id',
  'tax_category',
  'tax_rate',
  'currency',
  'minor_units',
] as const
export const of = <A extends string, C extends string>(alias: A, columns: readonly C[]) =>
  columns.map((column) => `${alias}.${column}` as const)
