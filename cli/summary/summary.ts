/** What `trunkline start` says at the end; amounts are exact decimal texts in the currency beside them. */
export interface Summary {
  /** Where it came from: the sample operator's options, or the customer file. */
  readonly input: string
  /** End of the data, ISO instant; everything "current" is as of then. */
  readonly asOf: string
  readonly landed: readonly { readonly contract: string; readonly events: number; readonly simulated: number }[]
  /** Refused at landing; replayable. */
  readonly quarantined: readonly {
    readonly feed: string
    readonly reason: string
    readonly field: string | null
    readonly records: number
  }[]
  /** Usage that landed and was not rated, by cause. */
  readonly notRated: readonly { readonly reason: string; readonly events: number }[]
  /** The base in the last closed month. */
  readonly base: {
    readonly month: string
    readonly opening: number
    readonly adds: number
    readonly reconnects: number
    readonly terminations: number
    readonly closing: number
    /** Terminations over the average of opening and closing base. */
    readonly churnRate: number | null
    /** Terminations over the opening base. */
    readonly churnRateOpening: number | null
  }
  /** Churned over all customers in scope: another measure, under its own name. */
  readonly churnedShare: readonly {
    readonly dimension: string
    readonly value: string
    readonly currency: string | null
    readonly customers: number
    readonly churned: number
    readonly churnedShare: number | null
    readonly monthlyCharges: string | null
    readonly churnedMonthlyCharges: string | null
  }[]
  /** Closed bill periods, by month and currency. */
  readonly billed: readonly {
    readonly month: string
    readonly currency: string | null
    readonly bills: number
    readonly net: string
    readonly tax: string
    readonly gross: string
  }[]
  readonly arpu: readonly {
    readonly month: string
    readonly type: string
    readonly currency: string | null
    readonly arpu: string | null
  }[]
  readonly creditLimits: readonly {
    readonly creditClass: string
    readonly currency: string | null
    readonly accounts: number
    readonly totalLimit: string
  }[]
  /** The first of the day's collection list. */
  readonly collectionList: readonly {
    readonly rank: number
    readonly account: string
    readonly overdue: string
    readonly currency: string | null
    readonly daysPastDue: number
    readonly step: string
    readonly expectedRecovery: string
  }[]
  readonly checks: readonly {
    readonly model: string
    readonly check: string
    readonly status: string
    readonly failing: number
  }[]
  readonly seconds: { readonly ingest: number; readonly models: number; readonly total: number }
}
