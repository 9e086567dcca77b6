import { ConfigurationError } from '../warehouse/errors.ts'
import { compareAndSet, createRegister, readRegister } from '../warehouse/register.ts'
import type { Session } from './session.ts'

/** What an environment was started with. Two inputs must not mix: their customers would be added up. */
export type Dataset =
  | { readonly kind: 'sample'; readonly subscribers: number; readonly months: number; readonly seed: number }
  | {
      readonly kind: 'customers'
      readonly file: string
      readonly mapping: string
      readonly months: number
      readonly seed: number
    }

const KEY = 'start:dataset'

/** Notes what the environment is started with. @throws ConfigurationError when it was started with something else. */
export async function claimDataset({ warehouse, prefix }: Session, dataset: Dataset): Promise<void> {
  const database = `${prefix}trunkline`
  await createRegister(warehouse, database)
  const wanted = JSON.stringify(dataset)
  const current = await readRegister(warehouse, database, KEY)
  const now = current.step === 0 ? await compareAndSet(warehouse, database, KEY, 0, wanted) : current
  if (now.value === wanted) return
  throw new ConfigurationError(
    `this warehouse was started with ${describeDataset(JSON.parse(now.value) as Dataset)}, not with ${describeDataset(dataset)}`,
    'keep them apart: add --env another_name, or set TRUNKLINE_HOME to another folder',
  )
}

export function describeDataset(dataset: Dataset): string {
  if (dataset.kind === 'customers')
    return `customers of ${dataset.file} (mapping ${dataset.mapping}), the rest simulated`
  return `the sample operator (${dataset.subscribers.toLocaleString('en')} lines, ${dataset.months} months, seed ${dataset.seed})`
}
