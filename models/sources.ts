import type { Contract, Fields } from '../ingest/contracts/contract.ts'
import { contracts } from '../ingest/contracts/index.ts'
import { sourceColumns } from '../ingest/contracts/source_columns.ts'
import { source } from '../transforms/project/source.ts'
import { t } from '../warehouse/columns.ts'

/** The landed table of a contract, with landing's own columns. */
function landed<const Name extends string, F extends Fields>(contract: Contract<Name, F>) {
  return source(`raw.${contract.name}` as `raw.${Name}`, sourceColumns(contract), { description: contract.description })
}

/** Landed events, one source a contract: everything models know of the world. */
export const sources = {
  usage: landed(contracts.usage),
  usagePartial: landed(contracts.usage_partial),
  meteredUsage: landed(contracts.metered_usage),
  fileControl: landed(contracts.file_control),
  recharge: landed(contracts.recharge),
  balanceMovement: landed(contracts.balance_movement),
  passPurchase: landed(contracts.pass_purchase),
  payment: landed(contracts.payment),
  settlement: landed(contracts.settlement),
  adjustment: landed(contracts.adjustment),
  dispute: landed(contracts.dispute),
  customer: landed(contracts.customer),
  customerContact: landed(contracts.customer_contact),
  billingAccount: landed(contracts.billing_account),
  entityChange: landed(contracts.entity_change),
  subscription: landed(contracts.subscription),
  subscriptionNumber: landed(contracts.subscription_number),
  productOrder: landed(contracts.product_order),
  lifeCycleStep: landed(contracts.life_cycle_step),
  troubleTicket: landed(contracts.trouble_ticket),
  interaction: landed(contracts.interaction),
  feedback: landed(contracts.feedback),
  consent: landed(contracts.consent),
  networkMeasurement: landed(contracts.network_measurement),
  networkCell: landed(contracts.network_cell),
  networkOperator: landed(contracts.network_operator),
  offering: landed(contracts.catalogue_offering),
  prefix: landed(contracts.catalogue_prefix),
  rate: landed(contracts.catalogue_rate),
  price: landed(contracts.catalogue_price),
  priceFilter: landed(contracts.catalogue_price_filter),
  priceTier: landed(contracts.catalogue_tier),
  holiday: landed(contracts.catalogue_holiday),
  zoneNetwork: landed(contracts.catalogue_network),
  allowance: landed(contracts.catalogue_allowance),
  balance: landed(contracts.catalogue_balance),
  topUp: landed(contracts.catalogue_top_up),
  charge: landed(contracts.catalogue_charge),
  tax: landed(contracts.catalogue_tax),
  discount: landed(contracts.catalogue_discount),
  catalogueCurrency: landed(contracts.catalogue_currency),
  exchangeRate: landed(contracts.catalogue_exchange_rate),
  legalEntity: landed(contracts.catalogue_legal_entity),
  accountCoupon: landed(contracts.account_coupon),
  issuedBill: landed(contracts.issued_bill),
  issuedBillLine: landed(contracts.issued_bill_line),
  issuedBillTax: landed(contracts.issued_bill_tax),
  documentDelivery: landed(contracts.document_delivery),
  timeZoneOffset: landed(contracts.time_zone_offset),
} as const

/** Records refused at landing; the columns that models count by. */
export const quarantine = source('quarantine.record', {
  contract: t.nullable(t.lowCardinality),
  _source: t.lowCardinality,
})

/** The landing ledger, a row a batch and step; the columns that models count by. */
export const landing = source(
  'trunkline.landing',
  {
    feed: t.lowCardinality,
    kind: t.oneOf('land', 'replay'),
    state: t.oneOf('intended', 'done', 'complete'),
    records: t.uint64,
    events: t.uint64,
    quarantined: t.uint64,
    landed_at: t.instant,
  },
  { description: 'Batches of landed records: intended, done, complete.' },
)

/** Beats of the processes that run feeds. */
export const feedState = source(
  'trunkline.feed_state',
  {
    feed: t.lowCardinality,
    partition: t.lowCardinality,
    at: t.instant,
    host: t.lowCardinality,
    pid: t.uint32,
    began_at: t.instant,
    state: t.oneOf('recovering', 'landing', 'idle', 'waiting', 'stopped', 'failed'),
    lag: t.nullable(t.uint64),
    lag_ms: t.nullable(t.uint64),
    detail: t.string,
  },
  { description: 'What processes that run feeds see of each partition, every few seconds, kept for 14 days.' },
)

/** What became of the files of watched folders. */
export const feedFile = source(
  'trunkline.feed_file',
  {
    feed: t.lowCardinality,
    file: t.string,
    at: t.instant,
    outcome: t.oneOf('landed', 'delivered again', 'refused', 'growing', 'rotated'),
    detail: t.string,
  },
  { description: 'What became of each file of a watched folder.' },
)
