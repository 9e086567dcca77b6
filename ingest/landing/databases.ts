import { quoteIdentifier } from '../../warehouse/quote.ts'

/** Where an environment's landing tables are. A prefix such as `dev_ana__` keeps environments apart. */
export interface Databases {
  /** One table a contract: landed events. */
  readonly raw: string
  /** What was refused. */
  readonly quarantine: string
  /** The platform's own: the landing ledger, the register. */
  readonly platform: string
}

export function landingDatabases(prefix = ''): Databases {
  return { raw: `${prefix}raw`, quarantine: `${prefix}quarantine`, platform: `${prefix}trunkline` }
}

export function rawTable(databases: Databases, contract: string): string {
  return `${quoteIdentifier(databases.raw)}.${quoteIdentifier(contract)}`
}

export function quarantineTable(databases: Databases): string {
  return `${quoteIdentifier(databases.quarantine)}.record`
}

/** Marks of quarantined records that were mapped anew and landed. */
export function replayTable(databases: Databases): string {
  return `${quoteIdentifier(databases.quarantine)}.replay`
}

export function ledgerTable(databases: Databases): string {
  return `${quoteIdentifier(databases.platform)}.landing`
}
