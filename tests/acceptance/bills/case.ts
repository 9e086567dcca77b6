import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

/** A case of another biller's suite: a catalogue and an account in the public format, and the bills that are expected. */
export interface BillCase {
  /** File and test it is taken from, or `by hand`. */
  readonly origin: string
  readonly taxes?: readonly object[]
  readonly legal_entities?: readonly object[]
  readonly coupons?: readonly object[]
  readonly plans: Readonly<Record<string, object>>
  /** Members of an account; ids of the case begin with `$`. */
  readonly account: object
  /** Accounts beside it. */
  readonly others?: readonly object[]
  readonly usage?: readonly Readonly<Record<string, unknown>>[]
  /** By bill date; bills that are not named are not looked at, `none` says that there is none. */
  readonly bills?: Readonly<Record<string, ExpectedBill | 'none'>>
  /** Deposits, `charge amount taken returned`. */
  readonly deposits?: readonly string[]
  /** By day: net amount of all bills dated up to and including it. */
  readonly charged?: Readonly<Record<string, string>>
  /** Gross of all credit and debit notes, as the statement has it. */
  readonly notes?: string
  /** What is owed in the end, as the statement has it: bills and notes less payments; below zero what was paid too much. */
  readonly closing?: string
}

export interface ExpectedBill {
  /** Net amounts of the lines in the order of their number; with `charge` in front where it is to be told. */
  readonly lines?: readonly string[]
  readonly net?: string
  readonly tax?: string
  readonly gross?: string
  /** What is open of it in the end. */
  readonly open?: string
  /** Legal entity that issues it. */
  readonly seller?: string
  /** `category percent net tax`, and the part's name. */
  readonly taxes?: readonly string[]
}

/** Cases that have one span of time in common. */
export interface Suite {
  readonly name: string
  readonly from: string
  readonly to: string
  readonly cases: readonly BillCase[]
}

/** The suites beside this file; those of one span of time are one, so that they are billed in one run. */
export function billSuites(): readonly Suite[] {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => ({ name, ...(parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as Omit<Suite, 'name'>) }))
  return [...Map.groupBy(files, ({ from, to }) => `${from} ${to}`).values()].map((suites) => ({
    ...suites[0]!,
    name: suites.map(({ name }) => name).join('+'),
    cases: suites.flatMap(({ cases }) => cases),
  }))
}
