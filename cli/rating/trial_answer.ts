import type { Trial } from './trial.ts'

/** An event as it was rated. Amounts and decimal quantities are exact text. */
export interface RatedLine {
  readonly event_id: string
  readonly subscription_id: string
  readonly started_at: string
  readonly service: string
  readonly metric: string
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
  readonly rated: readonly RatedLine[]
  readonly charges: readonly ChargeLine[]
  readonly allowances: readonly AllowanceLine[]
  readonly rejected: readonly RejectedLine[]
  readonly totals: readonly {
    readonly currency: string
    readonly events: string
    readonly usage: string
    readonly charges: string
    readonly total: string
  }[]
}

/** Everything a trial says, as plain data. */
export async function trialAnswer(trial: Trial): Promise<TrialAnswer> {
  const [rated, charges, allowances, rejected, totals] = await Promise.all([
    trial.ask<RatedLine>(`
      SELECT event_id, subscription_id, toString(started_at) AS started_at, service, metric, price_id, model, zone, prefix, band,
        toString(coalesce(metered_quantity, quantity)) AS quantity, granted_quantity, charged_quantity,
        toString(connect_fee) AS connect_fee, toString(rate) AS rate, per_units,
        arrayMap(p -> map('from', toString(p.1), 'quantity', toString(p.2), 'band', p.3, 'rate', toString(p.4),
          'per_units', toString(p.5), 'after', toString(p.6), 'fee', toString(p.7)), parts) AS parts,
        toString(covered_quantity) AS covered_quantity, toString(refused_quantity) AS refused_quantity,
        arrayMap(a -> map('allowance', a.1, 'unit', a.2, 'taken', toString(a.3)), allowances) AS allowances,
        toString(amount) AS amount, currency
      FROM {rating.rated_usage} ORDER BY started_at, event_id`),
    trial.ask<ChargeLine>(`
      SELECT subscription_id, billing_account_id, subject, service, metric, price_id, model, group, kind,
        toString(period_from) AS period_from, toString(period_to) AS period_to, events, toString(quantity) AS quantity,
        toString(charged_quantity) AS charged_quantity, toString(model_amount) AS model_amount, toString(amount) AS amount, currency
      FROM {rating.period_charge} ORDER BY subject, price_id, group, period_from`),
    trial.ask<AllowanceLine>(`
      SELECT subscription_id, allowance_id, unit, toString(valid_from) AS valid_from, toString(valid_to) AS valid_to, carried_over,
        toString(given) AS given, toString(used) AS used, toString(left) AS left
      FROM {rating.allowance_balance} WHERE given > 0
      ORDER BY subscription_id, allowance_id, valid_from, carried_over DESC`),
    trial.ask<RejectedLine>(`
      SELECT event_id, reason, subscription_id, toString(started_at) AS started_at, service, metric, quantity
      FROM {rating.rejected_usage} ORDER BY started_at, event_id`),
    trial.ask<TrialAnswer['totals'][number]>(`
      SELECT currency, countIf(of = 'usage') AS events, toString(sumIf(amount, of = 'usage')) AS usage,
        toString(sumIf(amount, of = 'charges')) AS charges, toString(sum(amount)) AS total
      FROM (
        SELECT toString(currency) AS currency, amount, 'usage' AS of FROM {rating.rated_usage}
        UNION ALL SELECT toString(currency), amount, 'charges' FROM {rating.period_charge}
      ) GROUP BY currency ORDER BY currency`),
  ])
  return { rated, charges, allowances, rejected, totals }
}
