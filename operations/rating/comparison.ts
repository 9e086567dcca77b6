import type { Ask, Trial } from './trial.ts'

/** What something costs by two catalogues; exact text. */
export interface Compared {
  readonly currency: string
  readonly before: string
  readonly after: string
  readonly difference: string
}

export interface ComparedCustomer extends Compared {
  readonly customer_id: string
  readonly segment: string
  /** Uses that are rated by the one and by the other. */
  readonly events_before: string
  readonly events_after: string
}

export interface ComparedSegment extends Compared {
  readonly segment: string
  readonly customers: string
  /** Customers that would pay more, and less. */
  readonly dearer: string
  readonly cheaper: string
}

/** Uses that are not rated, by reason. */
export interface ComparedRejects {
  readonly reason: string
  readonly before: string
  readonly after: string
}

export interface Comparison {
  readonly totals: readonly (Compared & { readonly customers: string })[]
  readonly segments: readonly ComparedSegment[]
  readonly customers: readonly ComparedCustomer[]
  readonly rejects: readonly ComparedRejects[]
}

/** Uses and charges of periods of two trials by customer, largest difference first; `of` is a condition on the line. */
export async function comparison(ask: Ask, before: Trial, after: Trial, of = '1'): Promise<Comparison> {
  const sum = 'toString(sum(b)) AS before, toString(sum(a)) AS after, toString(sum(a) - sum(b)) AS difference'
  const customers = byCustomer(before, after, of)
  const [totals, segments, rows, rejects] = await Promise.all([
    ask<Comparison['totals'][number]>(
      `SELECT currency, toString(uniqExact(customer_id)) AS customers, ${sum} FROM (${customers}) GROUP BY currency ORDER BY currency`,
    ),
    ask<ComparedSegment>(`
      SELECT segment, currency, toString(count()) AS customers, toString(countIf(a > b)) AS dearer,
        toString(countIf(a < b)) AS cheaper, ${sum}
      FROM (${customers}) GROUP BY segment, currency ORDER BY segment, currency`),
    ask<ComparedCustomer>(`
      SELECT customer_id, segment, currency, toString(any(eb)) AS events_before, toString(any(ea)) AS events_after, ${sum}
      FROM (${customers}) GROUP BY customer_id, segment, currency
      ORDER BY abs(sum(a) - sum(b)) DESC, customer_id, currency`),
    ask<ComparedRejects>(`
      SELECT reason, toString(countIf(side = 'b')) AS before, toString(countIf(side = 'a')) AS after
      FROM (
        SELECT reason, subscription_id, 'b' AS side FROM ${before.table('rating.rejected_usage')} WHERE ${of}
        UNION ALL SELECT reason, subscription_id, 'a' FROM ${after.table('rating.rejected_usage')} WHERE ${of}
      ) GROUP BY reason ORDER BY reason`),
  ])
  return { totals, segments, customers: rows, rejects }
}

/** A row a customer and currency: a and b are the amounts after and before, ea and eb the uses. */
function byCustomer(before: Trial, after: Trial, of: string): string {
  const zero = 'toDecimal128(0, 9)'
  const part = (trial: Trial, model: string, side: 'a' | 'b') => {
    const amount = 'toDecimal128(amount, 9)'
    const use = model === 'rating.rated_usage' ? 1 : 0
    return `SELECT customer_id, toString(currency) AS currency, ${side === 'a' ? amount : zero} AS a, ${side === 'b' ? amount : zero} AS b,
      ${side === 'a' ? use : 0} AS ea, ${side === 'b' ? use : 0} AS eb FROM ${trial.table(model)} WHERE ${of}`
  }
  const parts = [
    part(before, 'rating.rated_usage', 'b'),
    part(before, 'rating.period_charge', 'b'),
    part(after, 'rating.rated_usage', 'a'),
    part(after, 'rating.period_charge', 'a'),
  ]
  return `SELECT x.customer_id AS customer_id, toString(any(coalesce(c.segment, 'unknown'))) AS segment, x.currency AS currency,
      sum(x.a) AS a, sum(x.b) AS b, sum(x.ea) AS ea, sum(x.eb) AS eb
    FROM (${parts.join(' UNION ALL ')}) AS x
    LEFT JOIN ${before.table('staging.customer_current')} AS c ON c.customer_id = x.customer_id
    GROUP BY x.customer_id, x.currency`
}
