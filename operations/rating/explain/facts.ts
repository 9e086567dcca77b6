import { quoteText } from '../../../warehouse/quote.ts'
import type { Ask } from '../trial.ts'
import { keysOf, keysOfText, useKeyOf, useKeyText } from '../use-key.ts'
import { type BalanceFacts, balanceFacts, balanceModels, NO_BALANCES } from './balance-facts.ts'

/** Models that an explanation reads beside what rates. */
export const explainedModels = [
  'rating.priced_usage',
  'rating.placed_usage',
  'rating.price_in_force',
  'rating.rate_band',
  'rating.subscription_plan',
  'rating.period_event',
  'rating.price_steps',
  'rating.allowance_grant',
  'rating.allowance_take',
  'rating.usage_grant',
  ...balanceModels,
] as const

/** What the models know of a use: as it was priced, and what priced it. Decimals are exact text. */
export interface UseFacts extends BalanceFacts {
  readonly event_id: string
  readonly reason: string
  readonly service: string
  readonly metric: string
  readonly chargeable: boolean
  readonly stated: boolean
  readonly started_at: string
  readonly local_started_at: string | null
  readonly subscription_id: string | null
  readonly served_number: string | null
  readonly imsi: string | null
  readonly other_party: string | null
  readonly visited_network: string | null
  readonly roaming: boolean
  readonly status: string | null
  readonly offering_id: string | null
  readonly offering: string | null
  readonly plan_from: string | null
  readonly tariff_id: string | null
  readonly price_id: string | null
  readonly price_name: string | null
  readonly price_from: string | null
  /** Properties that the price asks for: `region = eu`. */
  readonly asks: readonly string[]
  readonly model: string | null
  readonly zone: string | null
  readonly prefix: string | null
  readonly band: string | null
  readonly quantity: string
  readonly granted_quantity: string
  readonly charged_quantity: string
  readonly minimum_quantity: string | null
  readonly first_increment: string | null
  readonly next_increment: string | null
  readonly connect_fee: string | null
  readonly connect_fee_when_covered: boolean | null
  readonly rate: string | null
  readonly per_units: string | null
  /** What the source itself charged; markup and exchange source of the rate that marks it up. */
  readonly stated_amount: string | null
  readonly stated_currency: string | null
  readonly markup: string | null
  readonly exchange_rate: string | null
  readonly exchange_source: string | null
  readonly marked_amount: string | null
  readonly parts: readonly PartFacts[]
  readonly maximum_cost: string | null
  readonly maximum_cost_then: string | null
  readonly rounding: string | null
  readonly decimals: string | null
  readonly tax_included: boolean | null
  readonly covered_quantity: string
  readonly refused_quantity: string
  readonly allowances: readonly { readonly allowance: string; readonly unit: string; readonly taken: string }[]
  /** What the covered units cost by the allowances’ own rates; null where none has one. */
  readonly covered_cost: string | null
  readonly amount: string
  readonly currency: string
  readonly period: PeriodFacts | null
  /** For a rejected use: the end of what is too old, and when it landed. */
  readonly billable_from: string | null
  readonly landed_at: string | null
}

export interface PartFacts {
  readonly from: string
  readonly quantity: string
  readonly band: string
  readonly rate: string
  readonly per_units: string
  readonly after: string
  readonly fee: string
}

/** The period in which a use is charged together with others. */
export interface PeriodFacts {
  readonly subject: string
  readonly from: string
  readonly to: string
  readonly aggregation: string
  readonly units: string
  readonly event_cost: string
  readonly events: string
  readonly quantity: string
  readonly charged_quantity: string
  readonly model_amount: string
  readonly amount: string
  readonly kind: 'charge' | 'adjustment'
  readonly price_amount: string | null
  readonly package_size: string
  readonly free_units: string
  readonly percentage: string
  readonly minimum_spend: string
  readonly maximum_spend: string | null
  readonly tiers: readonly Readonly<Record<'above' | 'up_to' | 'amount' | 'per' | 'flat_fee' | 'percentage', string>>[]
}

const instant = (column: string) =>
  `if(isNull(${column}), NULL, formatDateTime(assumeNotNull(${column}), '%Y-%m-%dT%H:%i:%SZ', 'UTC'))`

/** Uses by their ids, or by the SELECT of their ids: a statement holds some thousand of them at most. */
export type WantedUses = readonly string[] | { readonly select: string }

/** The facts of these uses, of all when none is named, by the keys of the uses: one id may be of a service and of a metric. */
export async function useFacts(ask: Ask, uses?: WantedUses): Promise<ReadonlyMap<string, UseFacts>> {
  const among = (column: string) => amongUses(column, uses)
  const wanted = among('event_id')
  const keyed = amongKeys('use_key', uses)
  const [found, periods, covered, paid] = await Promise.all([
    ask<Omit<UseFacts, 'period' | 'covered_cost' | keyof BalanceFacts>>(`
      WITH p AS (SELECT * FROM {rating.priced_usage} WHERE ${wanted}),
        u AS (SELECT event_id, service, card, chargeable, status, visited_network FROM {rating.placed_usage} WHERE ${wanted}),
        m AS (SELECT event_id, service, served_number, imsi, other_party, _landed_at FROM {rating.measured_usage} WHERE ${wanted}),
        c AS (SELECT use_key, covered, refused, allowances FROM {rating.covered_usage} WHERE ${keyed})
      SELECT p.event_id AS event_id, p.reason AS reason, p.service AS service, p.metric AS metric,
        u.chargeable AS chargeable, p.stated AS stated, ${instant('p.started_at')} AS started_at,
        if(isNull(p.local_started_at), NULL, formatDateTime(assumeNotNull(p.local_started_at), '%Y-%m-%d %H:%i:%S')) AS local_started_at,
        p.subscription_id AS subscription_id, m.served_number AS served_number, m.imsi AS imsi, m.other_party AS other_party,
        u.visited_network AS visited_network, p.roaming AS roaming, u.status AS status, p.offering_id AS offering_id,
        l.offering AS offering, ${instant('l.valid_from')} AS plan_from, p.tariff_id AS tariff_id, p.price_id AS price_id,
        f.name AS price_name, ${instant('f.valid_from')} AS price_from,
        arrayMap(a -> concat(a.1, ' = ', arrayStringConcat(a.2, ' or ')), f.asks) AS asks, p.model AS model, p.zone AS zone, p.prefix AS prefix,
        p.band AS band, toString(coalesce(p.metered_quantity, p.quantity)) AS quantity,
        toString(p.granted_quantity) AS granted_quantity, toString(p.charged_quantity) AS charged_quantity,
        toString(f.minimum_quantity) AS minimum_quantity, toString(b.first_increment) AS first_increment,
        toString(b.next_increment) AS next_increment, toString(p.connect_fee) AS connect_fee,
        p.connect_fee_when_covered AS connect_fee_when_covered, toString(p.rate) AS rate,
        toString(p.per_units) AS per_units, toString(p.stated_amount) AS stated_amount, p.stated_currency AS stated_currency,
        toString(p.markup) AS markup, toString(p.exchange_rate) AS exchange_rate, f.exchange_source AS exchange_source,
        toString(p.marked_amount) AS marked_amount,
        arrayMap(x -> map('from', toString(x.1), 'quantity', toString(x.2), 'band', x.3, 'rate', toString(x.4),
          'per_units', toString(x.5), 'after', toString(x.6), 'fee', toString(x.7)), p.parts) AS parts,
        toString(p.maximum_cost) AS maximum_cost, toString(f.maximum_cost_then) AS maximum_cost_then,
        f.rounding AS rounding, toString(f.decimals) AS decimals, f.tax_included AS tax_included,
        toString(coalesce(c.covered, 0)) AS covered_quantity, toString(coalesce(c.refused, 0)) AS refused_quantity,
        arrayMap(a -> map('allowance', a.1, 'unit', a.2, 'taken', toString(a.3)), c.allowances) AS allowances,
        toString(r.amount) AS amount, p.currency AS currency,
        ${instant('(SELECT any(billable_from) FROM {staging.clock})')} AS billable_from, ${instant('m._landed_at')} AS landed_at
      FROM p
      LEFT JOIN u ON ${useKeyText('u')} = ${useKeyText('p')}
      LEFT JOIN m ON ${useKeyText('m')} = ${useKeyText('p')}
      LEFT JOIN c ON c.use_key = ${useKeyText('p')}
      LEFT JOIN (SELECT event_id, service, amount FROM {rating.rated_usage} WHERE ${wanted}) AS r ON ${useKeyText('r')} = ${useKeyText('p')}
      LEFT JOIN {rating.price_in_force} AS f ON f.rate_epoch = p.rate_epoch AND f.price_id = p.price_id
      LEFT ANY JOIN {rating.rate_band} AS b ON b.card = u.card AND b.band = p.band
      ASOF LEFT JOIN {rating.subscription_plan} AS l ON l.subscription_id = p.subscription_id AND p.started_at >= l.valid_from`),
    ask<PeriodFacts & { readonly event_id: string; readonly service: string }>(`
      SELECT e.event_id AS event_id, toString(e.service) AS service, e.subject AS subject, toString(e.period_from) AS "from", toString(e.period_to) AS "to",
        e.aggregation AS aggregation, toString(e.units) AS units, toString(round(e.event_cost, 9)) AS event_cost,
        toString(c.events) AS events, toString(c.quantity) AS quantity, toString(c.charged_quantity) AS charged_quantity,
        toString(c.model_amount) AS model_amount, toString(c.amount) AS amount, c.kind AS kind,
        toString(f.amount) AS price_amount, toString(f.package_size) AS package_size, toString(f.free_units) AS free_units,
        toString(f.percentage) AS percentage, toString(f.minimum_spend) AS minimum_spend,
        toString(f.maximum_spend) AS maximum_spend,
        arrayMap(t -> map('above', toString(t.2), 'up_to', toString(t.3), 'amount', toString(t.4), 'per', toString(t.5),
          'flat_fee', toString(t.6), 'percentage', toString(t.7)), s.steps) AS tiers
      FROM (SELECT * FROM {rating.period_event} WHERE ${wanted}) AS e
      INNER JOIN {rating.period_charge} AS c ON c.subject = e.subject AND c.tariff_id = e.tariff_id AND c.price_id = e.price_id
        AND c.priced_from = e.priced_from AND c.group = e.group AND c.period_from = e.period_from
      LEFT JOIN {rating.price_in_force} AS f ON f.rate_epoch = e.rate_epoch AND f.price_id = e.price_id
      LEFT JOIN {rating.price_steps} AS s ON s.rate_epoch = e.rate_epoch AND s.price_id = e.price_id`),
    ask<{ readonly use_key: string; readonly cost: string }>(`
      SELECT t.use_key AS use_key, toString(sum(toDecimal256(t.covered, 9) * g.rate)) AS cost
      FROM {rating.allowance_take} AS t
      INNER JOIN (SELECT grant_id, rate FROM {rating.usage_grant} WHERE rate != 0 AND unit != 'money') AS g ON g.grant_id = t.grant_id
      WHERE ${keyed}
      GROUP BY use_key`),
    balanceFacts(ask, among),
  ])
  const costs = new Map(covered.map(({ use_key, cost }) => [use_key, cost]))
  const byUse = new Map(periods.map(({ event_id, service, ...period }) => [useKeyOf({ event_id, service }), period]))
  return new Map(
    found.map((use) => {
      const key = useKeyOf(use)
      const held = { covered_cost: costs.get(key) ?? null, period: byUse.get(key) ?? null }
      return [key, { ...use, ...(paid.get(key) ?? NO_BALANCES), ...held }]
    }),
  )
}

function amongUses(column: string, uses: WantedUses | undefined): string {
  if (uses === undefined) return '1'
  return 'select' in uses
    ? `${column} IN (${uses.select})`
    : `${column} IN (${['', ...uses].map(quoteText).join(', ')})`
}

function amongKeys(column: string, uses: WantedUses | undefined): string {
  if (uses === undefined || !('select' in uses)) return amongUses(column, uses?.flatMap(keysOf))
  return `${column} IN (SELECT arrayJoin(${keysOfText('event_id')}) FROM (${uses.select}))`
}
