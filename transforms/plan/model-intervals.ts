import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier } from '../../warehouse/quote.ts'
import { type Environment, stateDatabase } from '../project/environment.ts'
import { append } from '../run/append.ts'
import type { Interval } from './interval.ts'

/** What an interval of a build was made from. */
export interface BuiltInterval {
  /** The run that made it: a build keeps what it did not have to make again. */
  readonly builtBy: number
  /** Version of each input's part; empty where there was nothing to read. */
  readonly inputs: Readonly<Record<string, string>>
}

export type BuiltIntervals = ReadonlyMap<Interval, BuiltInterval>

/** The intervals of a build, journalled as they were done. */
export async function readModelIntervals(
  warehouse: Warehouse,
  environment: Environment,
  physical: string,
): Promise<BuiltIntervals> {
  const rows = await warehouse.rows<{ interval: Interval; by: string; inputs: string }>(
    `SELECT interval, max(built_by) AS by, argMax(inputs, built_by) AS inputs
       FROM ${journal(environment)} WHERE physical = {physical:String} GROUP BY interval`,
    { params: { physical } },
  )
  return new Map(rows.map(({ interval, by, inputs }) => [interval, { builtBy: Number(by), inputs: JSON.parse(inputs) }]))
}

/** Says that these intervals stand in a build. One block: all of them or none. */
export function writeModelIntervals(
  warehouse: Warehouse,
  environment: Environment,
  build: { readonly physical: string; readonly model: string },
  intervals: BuiltIntervals,
): Promise<void> {
  const rows = [...intervals].map(([interval, { builtBy, inputs }]) => ({
    ...build,
    interval,
    built_by: builtBy,
    inputs: JSON.stringify(inputs),
  }))
  return append(warehouse, environment, 'model_interval', rows)
}

function journal(environment: Environment): string {
  return `${quoteIdentifier(stateDatabase(environment))}.model_interval`
}
