import type { Warehouse } from '../../warehouse/connect.ts'
import { isConnectionError } from '../../warehouse/connect.ts'
import type { Check, Severity } from '../project/check.ts'
import type { Placement } from '../project/compile.ts'
import type { Model } from '../project/model.ts'
import type { Reconciliation } from '../project/reconciliation.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { type CheckQuery, checkQuery, countsQuery, reconciliationQuery } from './check-sql.ts'
import type { CheckResult } from './event.ts'

/** Runs a model's checks on a table of it: one scan counts what fails, samples are read only where something does. */
export async function checkModel(
  warehouse: Warehouse,
  model: Model,
  table: PhysicalName,
  place: Placement,
): Promise<readonly CheckResult[]> {
  if (model.checks.length === 0) return []
  const queries = model.checks.map((check) => checkQuery(model.name, check, table, place))
  const together = await attempt(() => counts(warehouse, queries, table))
  return Promise.all(
    model.checks.map(async (check, index): Promise<CheckResult> => {
      const query = queries[index]!
      // One check that cannot be computed must not hide what the others say.
      const count = 'error' in together ? await attempt(() => counts(warehouse, [query], table)) : together
      if ('error' in count) return result(model.name, check, 0, [], count.error)
      const failing = count.value['error' in together ? 0 : index]!
      const sample =
        failing > 0 && query.sample !== undefined
          ? await warehouse.rows<Readonly<Record<string, unknown>>>(query.sample)
          : []
      return result(model.name, check, failing, sample, '')
    }),
  )
}

/** Runs one reconciliation over whatever `place` says. */
export async function checkReconciliation(
  warehouse: Warehouse,
  reconciliation: Reconciliation,
  place: Placement,
): Promise<CheckResult> {
  const models = Object.values(reconciliation.refs).map(({ name }) => name)
  const rows = await attempt(() =>
    warehouse.rows<Readonly<Record<string, unknown>> & { _failing: string }>(
      reconciliationQuery(reconciliation, place),
    ),
  )
  if ('error' in rows) return result(models.join(', '), reconciliation, 0, [], rows.error)
  const sample = rows.value.map(({ _failing, ...row }) => row)
  return result(models.join(', '), reconciliation, Number(rows.value[0]?._failing ?? 0), sample, '')
}

async function counts(warehouse: Warehouse, queries: readonly CheckQuery[], table: PhysicalName) {
  const [row] = await warehouse.rows<Record<string, string>>(countsQuery(queries, table))
  return queries.map((_, index) => Number(row?.[`c${index}`] ?? 0))
}

function result(
  model: string,
  check: Pick<Check<never>, 'name' | 'severity'>,
  failing: number,
  sample: CheckResult['sample'],
  error: string,
): CheckResult {
  const status = error !== '' ? 'error' : failing === 0 ? 'passed' : statusOf(check.severity)
  return { model, check: check.name, severity: check.severity, status, failing, sample, error }
}

function statusOf(severity: Severity): 'warned' | 'failed' {
  return severity === 'warn' ? 'warned' : 'failed'
}

/** A refused statement as a value; a lost server still throws, because nothing after it can be true. */
export async function attempt<T>(work: () => Promise<T>): Promise<{ readonly value: T } | { readonly error: string }> {
  try {
    return { value: await work() }
  } catch (error) {
    if (isConnectionError(error)) throw error
    return { error: error instanceof Error ? error.message : String(error) }
  }
}
