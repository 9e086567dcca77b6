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

/** The names of the databases, unquoted. */
export function landingDatabases(prefix = ''): Databases {
  return { raw: `${prefix}raw`, quarantine: `${prefix}quarantine`, platform: `${prefix}trunkline` }
}

/** A contract's table of landed events, quoted as are the tables below. */
export function rawTable(databases: Databases, contract: string): string {
  return `${quoteIdentifier(databases.raw)}.${quoteIdentifier(contract)}`
}

/** Refused records, verbatim. */
export function quarantineTable(databases: Databases): string {
  return `${quoteIdentifier(databases.quarantine)}.record`
}

/** Marks of quarantined records that were mapped anew and landed. */
export function replayTable(databases: Databases): string {
  return `${quoteIdentifier(databases.quarantine)}.replay`
}

/** The landing ledger: the one authority on progress. */
export function ledgerTable(databases: Databases): string {
  return `${quoteIdentifier(databases.platform)}.landing`
}

/** Beats of running feeds. */
export function feedStateTable(databases: Databases): string {
  return `${quoteIdentifier(databases.platform)}.feed_state`
}

/** What became of the files of watched folders. */
export function feedFileTable(databases: Databases): string {
  return `${quoteIdentifier(databases.platform)}.feed_file`
}
