import type { Materialization } from '../../project/model.ts'

/** How a model is stored and kept up to date, in words. */
export function storedAs(materialized: Materialization): string {
  if (materialized.kind === 'view') return 'view'
  const { orderBy, incremental, append, snapshot } = materialized
  const table = orderBy.length === 0 ? 'table' : `table ordered by ${orderBy.join(', ')}`
  if (append) return `${table}, added to by landed batches of ${append.from}`
  if (snapshot) return `${table}, history of what ${snapshot.key.join(', ')} was, by valid_from and valid_to`
  if (!incremental) return table
  const { interval, time, bucket, from } = incremental
  const buckets = bucket === undefined ? '' : `, in ${bucket.count} buckets of ${bucket.by}`
  return `${table}, made by the ${interval} of ${time}${buckets}, from the ${interval}s of ${Object.keys(from).join(', ')}`
}
