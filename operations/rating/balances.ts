import type { Event } from '../../ingest/contracts/index.ts'
import { checkAnswer } from '../../ingest/landing/map_record.ts'
import { InputError } from '../../warehouse/errors.ts'
import { nearest } from '../../warehouse/nearest.ts'
import { instantOf, type SubscriberDefaults } from './subscriber.ts'
import { NO_LINE } from './usage-event.ts'
import type { FileRecord } from './usage-file.ts'

/** Fields of a record of `--balances`. */
export const balanceColumns = [
  'movement_id',
  'subscription_id',
  'balance',
  'movement',
  'amount',
  'at',
  'expires_at',
  'pass',
] as const

const movements = [
  'recharge',
  'bonus',
  'advance',
  'transfer in',
  'adjustment',
  'fee',
  'recovery',
  'transfer out',
  'expiry',
  'refund',
]

/** What is put on or taken from a balance, of a line. */
export interface BalanceRecord {
  readonly line: string
  /** File and line of the record. */
  readonly place: string
  readonly at: string
  readonly balance: string
  readonly pass: string | undefined
  readonly event: Event
}

/**
 * Balances from the records of files: what lines have, recharges, passes and fees. A recharge is one for the bonuses of the
 * catalogue too. InputError names file, line and field.
 */
export function balanceRecords(records: readonly FileRecord[], defaults: SubscriberDefaults): BalanceRecord[] {
  const ids = new Set<string>()
  return records.map(({ file, line, value }, i) => {
    const fail = (what: string, expected: string) => new InputError(`${file}:${line}: ${what}`, `expected ${expected}`)
    for (const name of Object.keys(value)) {
      if ((balanceColumns as readonly string[]).includes(name)) continue
      throw fail(`there is no field "${name}"`, nearest(name, balanceColumns).join(' or ') || balanceColumns.join(', '))
    }
    const text = (name: (typeof balanceColumns)[number]) => {
      const given = value[name]
      return given === undefined || given === null || given === '' ? undefined : String(given)
    }
    const subscription = text('subscription_id') ?? NO_LINE
    const movement = text('movement') ?? (text('pass') === undefined ? 'adjustment' : 'pass')
    const id = text('movement_id') ?? `${subscription}/given/${String(i + 1).padStart(6, '0')}`
    if (ids.has(id)) throw fail(`movement_id ${id} is given twice`, 'an id of its own for each record')
    ids.add(id)
    const at = instantOf(text('at') ?? defaults.start, file, line)
    const expires = text('expires_at')
    const balance = text('balance') ?? 'main'
    const said = { line: subscription, place: `${file}:${line}`, at, balance, pass: text('pass') }
    const of = { subscription_id: subscription } as const
    const checked = (event: Record<string, unknown>): BalanceRecord => {
      const answer = checkAnswer(event as unknown as Event)
      if (answer.is !== 'refused') return { ...said, event: event as unknown as Event }
      const { field, expected, got } = answer.problem
      throw fail(`${field ?? 'record'} is ${got}`, expected)
    }
    if (text('pass') !== undefined) {
      return checked({ contract: 'pass_purchase', ...of, purchase_id: id, bought_at: at, pass_id: text('pass') })
    }
    const amount = text('amount')
    if (amount === undefined) throw fail('there is no amount', 'what is put on the balance; below zero what is taken')
    if (!movements.includes(movement)) throw fail(`movement is "${movement}"`, movements.join(', '))
    const rest = {
      ...of,
      amount,
      balance,
      currency: 'XXX',
      ...(expires === undefined ? {} : { expires_at: instantOf(expires, file, line) }),
    }
    return movement === 'recharge'
      ? checked({ contract: 'recharge', recharge_id: id, recharged_at: at, ...rest })
      : checked({ contract: 'balance_movement', movement_id: id, moved_at: at, movement, ...rest })
  })
}
