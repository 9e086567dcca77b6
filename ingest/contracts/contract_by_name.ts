import type { Contract } from './contract.ts'
import { contracts } from './index.ts'

/** Every contract by its name, typed alike, for code that treats all of them the same. */
export const contractByName: ReadonlyMap<string, Contract> = new Map(
  Object.entries(contracts as unknown as Readonly<Record<string, Contract>>),
)
