/** Customers whose observation ends after so many months: lost, or still there (censored). */
export interface Tenure {
  readonly tenure: number
  readonly lost: number
  readonly censored: number
}

/** The share still there after `tenure` months, with its 95 % band. */
export interface Survival {
  readonly tenure: number
  readonly survival: number
  readonly low: number
  readonly high: number
  /** Customers observed up to this month. */
  readonly atRisk: number
}

const Z_95 = 1.959964

/**
 * Kaplan-Meier estimate with Greenwood's variance and a plain band, cut at 0 and 1. Rows of the same month are added up;
 * who is censored in a month counts as observed through it.
 *
 *     kaplanMeier([{ tenure: 1, lost: 1, censored: 0 }, { tenure: 2, lost: 0, censored: 3 }])
 */
export function kaplanMeier(rows: Iterable<Tenure>): Survival[] {
  const months = byMonth(rows)
  let atRisk = months.reduce((sum, { lost, censored }) => sum + lost + censored, 0)
  let survival = 1
  let variance = 0
  const curve: Survival[] = [{ tenure: 0, survival: 1, low: 1, high: 1, atRisk }]
  for (const { tenure, lost, censored } of months) {
    survival *= 1 - lost / atRisk
    if (lost < atRisk) variance += lost / (atRisk * (atRisk - lost))
    const reach = Z_95 * survival * Math.sqrt(variance)
    curve.push({ tenure, survival, low: Math.max(0, survival - reach), high: Math.min(1, survival + reach), atRisk })
    atRisk -= lost + censored
  }
  return curve
}

/** The estimate after `months`: the last step at or before. */
export function survivalAt(curve: readonly Survival[], months: number): Survival | undefined {
  const last = curve.at(-1)
  return last && last.tenure >= months ? curve.findLast(({ tenure }) => tenure <= months) : undefined
}

function byMonth(rows: Iterable<Tenure>): Tenure[] {
  const months = new Map<number, Tenure>()
  for (const { tenure, lost, censored } of rows) {
    const sum = months.get(tenure) ?? { tenure, lost: 0, censored: 0 }
    months.set(tenure, { tenure, lost: sum.lost + lost, censored: sum.censored + censored })
  }
  return [...months.values()].filter(({ lost, censored }) => lost + censored > 0).sort((a, b) => a.tenure - b.tenure)
}
