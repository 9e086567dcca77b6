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

export interface TrialAnswer {
  readonly rated: readonly RatedLine[]
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
  const [rated, rejected, totals] = await Promise.all([
    trial.ask<RatedLine>(`
      SELECT event_id, subscription_id, toString(started_at) AS started_at, service, metric, price_id, model, zone, prefix, band,
        toString(coalesce(metered_quantity, quantity)) AS quantity, granted_quantity, charged_quantity,
        toString(connect_fee) AS connect_fee, toString(rate) AS rate, per_units,
        arrayMap(p -> map('from', toString(p.1), 'quantity', toString(p.2), 'band', p.3, 'rate', toString(p.4),
          'per_units', toString(p.5), 'after', toString(p.6), 'fee', toString(p.7)), parts) AS parts,
        toString(amount) AS amount, currency
      FROM {rating.rated_usage} ORDER BY started_at, event_id`),
    trial.ask<RejectedLine>(`
      SELECT event_id, reason, subscription_id, toString(started_at) AS started_at, service, metric, quantity
      FROM {rating.rejected_usage} ORDER BY started_at, event_id`),
    trial.ask<TrialAnswer['totals'][number]>(`
      SELECT currency, count() AS events, toString(sum(amount)) AS usage, '0' AS charges, toString(sum(amount)) AS total
      FROM {rating.rated_usage} GROUP BY currency ORDER BY currency`),
  ])
  return { rated, rejected, totals }
}
