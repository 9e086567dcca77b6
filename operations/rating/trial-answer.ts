import type { Rejected } from '../../models/rating/reject_reason.ts'
import { type TotalLine, totalsOf } from './totals.ts'
import type { Ask } from './trial.ts'

/** A use as it was rated. Amounts and decimal quantities are exact text. */
export interface RatedLine {
  readonly event_id: string
  readonly subscription_id: string
  readonly started_at: string
  readonly local_started_at: string
  readonly service: string
  readonly metric: string
  readonly offering_id: string
  readonly tariff_id: string | null
  readonly price_id: string | null
  readonly model: string | null
  readonly zone: string | null
  readonly prefix: string | null
  readonly band: string | null
  readonly quantity: string
  readonly granted_quantity: string
  readonly charged_quantity: string
  readonly connect_fee: string | null
  readonly rate: string | null
  readonly per_units: string | null
  readonly parts: readonly RatedPart[]
  /** Of the charged quantity, what allowances cover and what one that blocks refuses. */
  readonly covered_quantity: string
  readonly refused_quantity: string
  readonly allowances: readonly { readonly allowance: string; readonly unit: string; readonly taken: string }[]
  /** What the source itself charged, and in what currency; null where it says nothing. */
  readonly stated_amount: string | null
  readonly stated_currency: string | null
  /** What one unit of that was in `currency`, and percent added; null where nothing is marked up. */
  readonly exchange_rate: string | null
  readonly markup: string | null
  readonly amount: string
  /** What it adds to its period's charge, of a price charged in advance; null of others. */
  readonly added: string | null
  readonly currency: string
}

export interface RatedPart {
  readonly from: string
  readonly quantity: string
  readonly band: string
  readonly rate: string
  readonly per_units: string
  readonly after: string
  readonly fee: string
}

export interface RejectedLine {
  readonly event_id: string
  readonly reason: Rejected
  readonly subscription_id: string | null
  readonly started_at: string
  readonly service: string
  readonly metric: string
  readonly quantity: string
}

/** What a price charges for a period of a line, or of an account. */
export interface ChargeLine {
  readonly subscription_id: string
  readonly billing_account_id: string
  readonly subject: string
  readonly service: string
  readonly metric: string
  readonly price_id: string
  /** Since when the version of the price holds: each version counts by itself. */
  readonly priced_from: string
  readonly model: string
  /** Values of the properties by which the price groups, such as `region=eu`. */
  readonly group: string
  readonly kind: 'charge' | 'adjustment'
  readonly period_from: string
  readonly period_to: string
  readonly events: string
  readonly quantity: string
  readonly charged_quantity: string
  readonly model_amount: string
  readonly amount: string
  readonly currency: string
}

/** What a line was given of an allowance for a period, and what is left of it. */
export interface AllowanceLine {
  readonly subscription_id: string
  readonly allowance_id: string
  readonly unit: string
  readonly valid_from: string
  readonly valid_to: string
  readonly carried_over: boolean
  readonly given: string
  readonly used: string
  readonly left: string
}

/** A balance of a line at the end, with what is left of what was put on it. */
export interface BalanceLine {
  readonly subscription_id: string
  readonly balance_id: string
  readonly kind: string
  readonly unit: string
  readonly balance: string
  readonly deposits: readonly BalanceDeposit[]
}

export interface BalanceDeposit {
  readonly deposit: string
  readonly amount: string
  readonly left: string
  readonly from: string
  readonly expires_at: string
}

/** A movement of a balance, with the balance after it. */
export interface MovementLine {
  readonly subscription_id: string
  readonly balance_id: string
  readonly movement_id: string
  readonly movement: string
  readonly moved_at: string
  readonly unit: string
  readonly amount: string
  readonly balance_after: string
  readonly event_id: string | null
  /** Whether the balance fell below its threshold by it. */
  readonly below_threshold: boolean
}

/** Use or a fee that balances had not enough money for, or what was to be taken by name from a balance of units. */
export interface UnpaidLine {
  readonly event_id: string
  readonly unit: string
  readonly amount: string
  readonly unpaid: string
  readonly refused: string
}

export interface TrialAnswer {
  readonly lines: readonly RatedLine[]
  readonly charges: readonly ChargeLine[]
  readonly allowances: readonly AllowanceLine[]
  readonly balances: readonly BalanceLine[]
  readonly movements: readonly MovementLine[]
  readonly unpaid: readonly UnpaidLine[]
  readonly rejected: readonly RejectedLine[]
  readonly totals: readonly TotalLine[]
}

const instant = (column: string) => `formatDateTime(${column}, '%Y-%m-%dT%H:%i:%S.%fZ', 'UTC')`
/** On the line's own clock, so without a zone. */
const clockTime = (column: string) => `formatDateTime(${column}, '%Y-%m-%dT%H:%i:%S.%f')`

/** Everything a trial says, as plain data; `of` is a condition on `subscription_id`, which all lines meet unless told. */
export async function trialAnswer({ ask }: { readonly ask: Ask }, of = '1'): Promise<TrialAnswer> {
  const [lines, charges, allowances, balances, movements, unpaid, rejected] = await Promise.all([
    ask<RatedLine>(`
      WITH added AS (SELECT event_id, price_id, toString(amount) AS added FROM {rating.period_increment})
      SELECT r.event_id AS event_id, subscription_id, ${instant('r.started_at')} AS started_at, ${clockTime('r.local_started_at')} AS local_started_at,
        service, metric, offering_id, tariff_id, price_id, model, zone, prefix, band,
        toString(coalesce(metered_quantity, quantity)) AS quantity, toString(granted_quantity) AS granted_quantity,
        toString(charged_quantity) AS charged_quantity, toString(connect_fee) AS connect_fee, toString(rate) AS rate,
        toString(per_units) AS per_units,
        arrayMap(p -> map('from', toString(p.1), 'quantity', toString(p.2), 'band', p.3, 'rate', toString(p.4),
          'per_units', toString(p.5), 'after', toString(p.6), 'fee', toString(p.7)), parts) AS parts,
        toString(covered_quantity) AS covered_quantity, toString(refused_quantity) AS refused_quantity,
        arrayMap(a -> map('allowance', a.1, 'unit', a.2, 'taken', toString(a.3)), allowances) AS allowances,
        toString(stated_amount) AS stated_amount, stated_currency, toString(exchange_rate) AS exchange_rate,
        toString(markup) AS markup, toString(amount) AS amount, nullIf(i.added, '') AS added, currency
      FROM {rating.rated_usage} AS r LEFT JOIN added AS i ON i.event_id = r.event_id AND i.price_id = r.price_id WHERE ${of} ORDER BY r.started_at, event_id`),
    ask<ChargeLine>(`
      SELECT subscription_id, billing_account_id, subject, service, metric, price_id, ${instant('c.priced_from')} AS priced_from, model, group, kind,
        toString(period_from) AS period_from, toString(period_to) AS period_to, toString(events) AS events,
        toString(quantity) AS quantity, toString(charged_quantity) AS charged_quantity,
        toString(model_amount) AS model_amount, toString(amount) AS amount, currency
      FROM {rating.period_charge} AS c WHERE ${of} ORDER BY subject, price_id, group, period_from, c.priced_from`),
    ask<AllowanceLine>(`
      SELECT subscription_id, allowance_id, unit, toString(valid_from) AS valid_from, toString(valid_to) AS valid_to, carried_over,
        toString(given) AS given, toString(used) AS used, toString(left) AS left
      FROM {rating.allowance_balance}
      WHERE given > 0 AND (used > 0 OR valid_from <= toDate((SELECT max(as_of) FROM {staging.clock}) - INTERVAL 1 MILLISECOND)) AND ${of}
      ORDER BY subscription_id, allowance_id, valid_from, carried_over DESC`),
    ask<BalanceLine>(`
      SELECT subscription_id, balance_id, any(kind) AS kind, any(unit) AS unit,
        toString(sumIf(left, to_at >= (SELECT max(as_of) FROM {staging.clock}) OR left < 0)) AS balance,
        arraySort(d -> (d['from'], d['deposit']), groupArrayIf(map('deposit', grant_id, 'amount', toString(amount),
          'left', toString(left), 'from', ${instant('from_at')}, 'expires_at', ${instant('to_at')}), amount > 0)) AS deposits
      FROM {prepaid.lot_rest} WHERE ${of} GROUP BY subscription_id, balance_id ORDER BY subscription_id, balance_id`),
    ask<MovementLine>(`
      SELECT subscription_id, balance_id, movement_id, movement, ${instant('m.moved_at')} AS moved_at, unit,
        toString(amount) AS amount, toString(balance_after) AS balance_after, event_id,
        toBool(ifNull(m.balance_after < m.threshold AND m.balance_after - m.amount >= m.threshold, false)) AS below_threshold
      FROM {prepaid.movement} AS m WHERE ${of} ORDER BY subscription_id, balance_id, m.moved_at, rank, movement_id`),
    ask<UnpaidLine>(`
      SELECT event_id, unit, toString(amount) AS amount, toString(unpaid) AS unpaid, toString(refused) AS refused
      FROM {prepaid.unpaid_use} ORDER BY event_id`),
    ask<RejectedLine>(`
      SELECT event_id, reason, subscription_id, ${instant('r.started_at')} AS started_at, service, metric,
        toString(quantity) AS quantity
      FROM {rating.rejected_usage} AS r WHERE ${of} ORDER BY r.started_at, event_id`),
  ])
  return { lines, charges, allowances, balances, movements, unpaid, rejected, totals: totalsOf(lines, charges) }
}
