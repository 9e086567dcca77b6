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
  readonly reason: string
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

export interface TrialAnswer {
  readonly lines: readonly RatedLine[]
  readonly charges: readonly ChargeLine[]
  readonly allowances: readonly AllowanceLine[]
  readonly rejected: readonly RejectedLine[]
  readonly totals: readonly TotalLine[]
}

const instant = (column: string) => `formatDateTime(${column}, '%Y-%m-%dT%H:%i:%S.%fZ', 'UTC')`
/** On the line's own clock, so without a zone. */
const clockTime = (column: string) => `formatDateTime(${column}, '%Y-%m-%dT%H:%i:%S.%f')`

/** Everything a trial says, as plain data; `of` is a condition on `subscription_id`, which all lines meet unless told. */
export async function trialAnswer({ ask }: { readonly ask: Ask }, of = '1'): Promise<TrialAnswer> {
  const [lines, charges, allowances, rejected] = await Promise.all([
    ask<RatedLine>(`
      WITH added AS (SELECT event_id, toString(amount) AS added FROM {rating.period_increment})
      SELECT r.event_id AS event_id, subscription_id, ${instant('r.started_at')} AS started_at, ${clockTime('r.local_started_at')} AS local_started_at,
        service, metric, offering_id, tariff_id, price_id, model, zone, prefix, band,
        toString(coalesce(metered_quantity, quantity)) AS quantity, toString(granted_quantity) AS granted_quantity,
        toString(charged_quantity) AS charged_quantity, toString(connect_fee) AS connect_fee, toString(rate) AS rate,
        toString(per_units) AS per_units,
        arrayMap(p -> map('from', toString(p.1), 'quantity', toString(p.2), 'band', p.3, 'rate', toString(p.4),
          'per_units', toString(p.5), 'after', toString(p.6), 'fee', toString(p.7)), parts) AS parts,
        toString(covered_quantity) AS covered_quantity, toString(refused_quantity) AS refused_quantity,
        arrayMap(a -> map('allowance', a.1, 'unit', a.2, 'taken', toString(a.3)), allowances) AS allowances,
        toString(amount) AS amount, nullIf(i.added, '') AS added, currency
      FROM {rating.rated_usage} AS r LEFT JOIN added AS i ON i.event_id = r.event_id WHERE ${of} ORDER BY r.started_at, event_id`),
    ask<ChargeLine>(`
      SELECT subscription_id, billing_account_id, subject, service, metric, price_id, model, group, kind,
        toString(period_from) AS period_from, toString(period_to) AS period_to, toString(events) AS events,
        toString(quantity) AS quantity, toString(charged_quantity) AS charged_quantity,
        toString(model_amount) AS model_amount, toString(amount) AS amount, currency
      FROM {rating.period_charge} WHERE ${of} ORDER BY subject, price_id, group, period_from`),
    ask<AllowanceLine>(`
      SELECT subscription_id, allowance_id, unit, toString(valid_from) AS valid_from, toString(valid_to) AS valid_to, carried_over,
        toString(given) AS given, toString(used) AS used, toString(left) AS left
      FROM {rating.allowance_balance} WHERE given > 0 AND ${of}
      ORDER BY subscription_id, allowance_id, valid_from, carried_over DESC`),
    ask<RejectedLine>(`
      SELECT event_id, reason, subscription_id, ${instant('r.started_at')} AS started_at, service, metric,
        toString(quantity) AS quantity
      FROM {rating.rejected_usage} AS r WHERE ${of} ORDER BY r.started_at, event_id`),
  ])
  return { lines, charges, allowances, rejected, totals: totalsOf(lines, charges) }
}
