import { beforeAll, expect, it } from 'vitest'
import { landTimeZones } from '../../../ingest/landing/time_zones.ts'
import { churnMonthly } from '../../../models/customers/churn_monthly.ts'
import { churnedShare } from '../../../models/customers/churned_share.ts'
import { reconciliations } from '../../../models/customers/index.ts'
import { leaver } from '../../../models/customers/leaver.ts'
import { retentionCohort } from '../../../models/customers/retention_cohort.ts'
import { survival } from '../../../models/customers/survival.ts'
import ibmTelcoChurn from '../../../samples/mappings/ibm_telco_churn.ts'
import { defineProject } from '../../../transforms/project/project.ts'
import { runProject } from '../../../transforms/run/run.ts'
import { sampleLanding } from '../../samples/land.ts'
import { describeWithData } from '../../shared-data.ts'
import { inOrder, modelsOf } from './given.ts'

describeWithData('ibm_telco_churn', 'the customers of the IBM file', () => {
  const { warehouse, prefix, prepare, land, ask } = sampleLanding()
  beforeAll(async () => {
    await prepare()
    await land(ibmTelcoChurn, 'ibm_telco_churn', 'Telco-Customer-Churn.csv')
    await landTimeZones(warehouse, ['America/Los_Angeles'], { prefix })
    const wanted = [churnedShare, churnMonthly, leaver, survival, retentionCohort]
    const project = defineProject({ models: inOrder([...wanted, ...modelsOf(reconciliations)]), reconciliations })
    const result = await runProject(project, { warehouse, environment: { prefix } })
    if (result.failure) throw result.failure
  })

  it('have the churned shares and monthly charges that are known', async () => {
    const rows = await ask(`SELECT dimension, value, customers, churned, round(100 * churned_share, 4) AS percent,
      monthly_charges, churned_monthly_charges FROM ${prefix}customers.churned_share ORDER BY dimension, value`)
    const of = (dimension: string, value: string) => rows.find((r) => r.dimension === dimension && r.value === value)
    expect(of('all', '')).toMatchObject({
      customers: '7043',
      churned: '1869',
      percent: 26.537,
      monthly_charges: '456116.6',
      churned_monthly_charges: '139130.85',
    })
    expect(of('contract', '0')?.percent).toBe(42.7097)
    expect(of('contract', '12')?.percent).toBe(11.2695)
    // 48 of 1,695 is 2.83186 %, stated as 2.8318.
    expect(of('contract', '24')).toMatchObject({ customers: '1695', churned: '48', percent: 2.8319 })
    expect(of('access', 'fiber')?.percent).toBe(41.8928)
  })

  it('churn in June by each definition’s own base: 11 customers of tenure 0 are adds, not opening', async () => {
    const rows = await ask(`SELECT * FROM ${prefix}customers.churn_monthly`)
    expect(rows).toEqual([
      {
        month: '2026-06-01',
        opening: '7032',
        adds: '11',
        reconnects: '0',
        terminations: '1869',
        closing: '5174',
        average_base: '6103',
        churn_rate: 1869 / 6103,
        churn_rate_opening: 1869 / 7032,
        base_turnover: '1880',
      },
    ])
  })

  it('leave with their charges, and live as long as the file says', async () => {
    const leavers = await ask(
      `SELECT sum(l.leavers) AS leavers, toString(sum(monthly_charges)) AS lost FROM ${prefix}customers.leaver AS l`,
    )
    expect(leavers).toEqual([{ leavers: '1869', lost: '139130.85' }])
    const tenures = `SELECT sum(s.lost) AS lost, sum(s.censored) AS kept, sumIf(s.censored, tenure_months = 0) AS newest,
      sum((s.lost + s.censored) * tenure_months) AS months FROM ${prefix}customers.survival AS s`
    // The file's tenures add up to 227,990 months.
    expect(await ask(tenures)).toEqual([{ lost: '1869', kept: '5174', newest: '11', months: '227990' }])
    const kept = `SELECT sum(c.base) AS base, sum(c.kept) AS kept FROM ${prefix}customers.retention_cohort AS c
      WHERE addMonths(cohort, months_since) = '2026-06-01'`
    expect(await ask(kept)).toEqual([{ base: '7043', kept: '5174' }])
  })
})
