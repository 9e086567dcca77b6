import { type Expression, expressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day, Decimal, Int, Text } from '../../warehouse/columns.ts'
import { noneOf } from './none_of.ts'

type E<T> = Expression<T>
type Tuple = readonly unknown[]
export type Amount = Decimal<9>

const eb = expressionBuilder<Record<string, never>>()

/**
 * A use, or a part of one in a band, as what covers it sees it; sorted as a tuple it is in event order. Unless told it is
 * money from the start of a use of any service, zone and band.
 */
export interface CoveredUse {
  readonly at: E<unknown>
  readonly eventId: E<Text>
  /** Unit of the event at which it begins. */
  readonly from?: E<Amount>
  readonly day: E<Day>
  readonly line: E<Text>
  readonly account: E<Text>
  readonly service?: E<Text>
  readonly zone?: E<Text>
  readonly band?: E<Text>
  readonly need: E<Amount>
  /** The only balance it may be taken from; empty for any. */
  readonly balance?: E<Text>
}

const membersOf = (of: CoveredUse) =>
  [
    of.at,
    of.eventId,
    of.from ?? ch.zero(9),
    of.day,
    of.line,
    of.service ?? ch.text(''),
    of.zone ?? ch.text(''),
    of.band ?? ch.text(''),
    of.need,
    of.balance ?? ch.text(''),
    of.account,
  ] as const

export const coveredUse = (of: CoveredUse) => ch.tuple(...membersOf(of))

/**
 * What has to be known of a use by itself where its pool is one line and no grant asks of what service, zone or band it is: a
 * quarter of the memory while uses are gathered.
 */
export const plainUse = (use: E<Tuple>) => ch.tuple(ofUse.at(use), ofUse.eventId(use), ofUse.need(use), ofUse.day(use))

/** Members of a plain use's tuple. */
export const ofPlain = {
  at: (use: E<Tuple>) => ch.element<unknown>(use, 1),
  eventId: (use: E<Tuple>) => ch.element<Text>(use, 2),
  need: (use: E<Tuple>) => ch.element<Amount>(use, 3),
  day: (use: E<Tuple>) => ch.element<Day>(use, 4),
} as const

/** A plain use made whole: of the line whose pool it is in and the one service that is counted in its unit. */
export const wholeUse = (plain: E<Tuple>, of: { readonly line: E<Text>; readonly service: E<Text> }) =>
  coveredUse({
    ...of,
    at: ofPlain.at(plain),
    eventId: ofPlain.eventId(plain),
    need: ofPlain.need(plain),
    day: ofPlain.day(plain),
    account: ch.text(''),
  })

/** A use or a fee that money of balances pays, or a deposit that pays back debt of its balance. */
export interface PaidItem extends CoveredUse {
  /** What is put on a balance comes before what is used at the same instant. */
  readonly rank?: E<Int>
  /** The deposit that pays back; empty for a use. */
  readonly pays?: E<Text>
}
export const paidItem = (of: PaidItem) =>
  ch.tuple(...membersOf(of), of.rank ?? ch.toInt(ch.literal(1)), of.pays ?? ch.text(''))

/** Members of a use's tuple. */
export const ofUse = {
  at: (use: E<Tuple>) => ch.element<unknown>(use, 1),
  eventId: (use: E<Tuple>) => ch.element<Text>(use, 2),
  from: (use: E<Tuple>) => ch.element<Amount>(use, 3),
  day: (use: E<Tuple>) => ch.element<Day>(use, 4),
  line: (use: E<Tuple>) => ch.element<Text>(use, 5),
  service: (use: E<Tuple>) => ch.element<Text>(use, 6),
  zone: (use: E<Tuple>) => ch.element<Text>(use, 7),
  band: (use: E<Tuple>) => ch.element<Text>(use, 8),
  need: (use: E<Tuple>) => ch.element<Amount>(use, 9),
  balance: (use: E<Tuple>) => ch.element<Text>(use, 10),
  account: (use: E<Tuple>) => ch.element<Text>(use, 11),
} as const

/** What an item has beside the members of a use. */
export const ofItem = {
  rank: (item: E<Tuple>) => ch.element<Int>(item, 12),
  pays: (item: E<Tuple>) => ch.element<Text>(item, 13),
} as const

/** A grant of an allowance, or what was put on a balance; sorted as a tuple it is in the order of use. */
export interface CoveringGrant {
  /** Priority, end of validity, weight (the heavier first), name, id. */
  readonly place: {
    readonly priority: E<Int>
    readonly usedBefore: E<Tuple>
    readonly weight: E<Int>
    readonly name: E<Text>
  }
  readonly id: E<Text>
  readonly fromGrant: E<Text>
  readonly amount: E<Amount>
  /** Of what is carried over: at least so much. */
  readonly least: E<Amount>
  readonly unit: E<Text>
  readonly services: E<readonly Text[]>
  readonly zones: E<readonly Text[]>
  readonly bands: E<readonly Text[]>
  readonly factorZones: E<readonly Text[]>
  readonly factors: E<readonly Amount[]>
  readonly increment: E<Amount>
  readonly from: E<Day>
  readonly to: E<Day>
  readonly fromAt: E<unknown>
  readonly toAt: E<unknown>
  readonly line: E<Text>
  readonly shared: E<Int>
  readonly blocker: E<Int>
  readonly order: E<Text>
  readonly ownFirst: E<Int>
  /** Balance of the catalogue; empty for an allowance. */
  readonly balance: E<Text>
  /** The grant of its balance that bears debt. */
  readonly debtor: E<Text>
  readonly maximumDebt: E<Amount>
  /** The only account whose use it is for; empty for any of the pool. */
  readonly account: E<Text>
}
export const coveringGrant = (of: CoveringGrant) =>
  ch.tuple(
    ch.tuple(of.place.priority, of.place.usedBefore, ch.negate(ch.toLong(of.place.weight)), of.place.name, of.id),
    of.id,
    of.fromGrant,
    of.amount,
    of.least,
    of.unit,
    of.services,
    of.zones,
    of.bands,
    of.factorZones,
    of.factors,
    of.increment,
    of.from,
    of.to,
    of.fromAt,
    of.toAt,
    of.line,
    of.shared,
    of.blocker,
    of.order,
    of.ownFirst,
    of.balance,
    of.debtor,
    of.maximumDebt,
    of.account,
  )

/** Members of a grant's tuple. */
export const ofGrant = {
  place: (grant: E<Tuple>) => ch.element<Tuple>(grant, 1),
  priority: (grant: E<Tuple>) => ch.element<Int>(ch.element<Tuple>(grant, 1), 1),
  name: (grant: E<Tuple>) => ch.element<Text>(ch.element<Tuple>(grant, 1), 4),
  id: (grant: E<Tuple>) => ch.element<Text>(grant, 2),
  fromGrant: (grant: E<Tuple>) => ch.element<Text>(grant, 3),
  amount: (grant: E<Tuple>) => ch.element<Amount>(grant, 4),
  least: (grant: E<Tuple>) => ch.element<Amount>(grant, 5),
  unit: (grant: E<Tuple>) => ch.element<Text>(grant, 6),
  services: (grant: E<Tuple>) => ch.element<readonly Text[]>(grant, 7),
  zones: (grant: E<Tuple>) => ch.element<readonly Text[]>(grant, 8),
  bands: (grant: E<Tuple>) => ch.element<readonly Text[]>(grant, 9),
  factorZones: (grant: E<Tuple>) => ch.element<readonly Text[]>(grant, 10),
  factors: (grant: E<Tuple>) => ch.element<readonly Amount[]>(grant, 11),
  increment: (grant: E<Tuple>) => ch.element<Amount>(grant, 12),
  from: (grant: E<Tuple>) => ch.element<Day>(grant, 13),
  to: (grant: E<Tuple>) => ch.element<Day>(grant, 14),
  fromAt: (grant: E<Tuple>) => ch.element<unknown>(grant, 15),
  toAt: (grant: E<Tuple>) => ch.element<unknown>(grant, 16),
  line: (grant: E<Tuple>) => ch.element<Text>(grant, 17),
  shared: (grant: E<Tuple>) => ch.element<Int>(grant, 18),
  blocker: (grant: E<Tuple>) => ch.element<Int>(grant, 19),
  order: (grant: E<Tuple>) => ch.element<Text>(grant, 20),
  ownFirst: (grant: E<Tuple>) => ch.element<Int>(grant, 21),
  balance: (grant: E<Tuple>) => ch.element<Text>(grant, 22),
  debtor: (grant: E<Tuple>) => ch.element<Text>(grant, 23),
  maximumDebt: (grant: E<Tuple>) => ch.element<Amount>(grant, 24),
  account: (grant: E<Tuple>) => ch.element<Text>(grant, 25),
} as const

/** What decides whether a grant is for a use. */
export type Terms = Pick<
  CoveringGrant,
  'services' | 'zones' | 'bands' | 'from' | 'to' | 'fromAt' | 'toAt' | 'line' | 'shared' | 'account' | 'balance'
>

export type Covered = Required<
  Pick<CoveredUse, 'at' | 'day' | 'service' | 'zone' | 'band' | 'line' | 'account' | 'balance'>
>

export const termsOf = (grant: E<Tuple>): Terms => ({
  services: ofGrant.services(grant),
  zones: ofGrant.zones(grant),
  bands: ofGrant.bands(grant),
  from: ofGrant.from(grant),
  to: ofGrant.to(grant),
  fromAt: ofGrant.fromAt(grant),
  toAt: ofGrant.toAt(grant),
  line: ofGrant.line(grant),
  shared: ofGrant.shared(grant),
  account: ofGrant.account(grant),
  balance: ofGrant.balance(grant),
})

export const coveredOf = (use: E<Tuple>): Covered => ({
  at: ofUse.at(use),
  day: ofUse.day(use),
  service: ofUse.service(use),
  zone: ofUse.zone(use),
  band: ofUse.band(use),
  line: ofUse.line(use),
  account: ofUse.account(use),
  balance: ofUse.balance(use),
})

/** Whether a list names a word; an empty list names all. */
export const listed = (list: E<readonly Text[]>, word: E<Text>) =>
  eb.or([eb(ch.arrayLength(list), '=', 0n), eb(ch.has(list, word), '=', true)])

/** Whether a grant is for a use of its unit: its service, zone, band, time, account and line. */
export function covers(grant: Terms, use: Covered): E<SqlBool> {
  return eb.and([
    // What is taken by name is not use: it goes wherever it is told.
    eb.or([
      eb.and([
        eb(use.balance, '=', ''),
        listed(grant.services, use.service),
        listed(grant.zones, use.zone),
        listed(grant.bands, use.band),
      ]),
      eb.and([eb(use.balance, '<>', ''), eb(use.balance, '=', grant.balance)]),
    ]),
    eb(use.day, '>=', grant.from),
    eb(use.day, '<', grant.to),
    eb(use.at, '>=', grant.fromAt),
    eb(use.at, '<', grant.toAt),
    eb.or([eb(grant.shared, '=', 1), eb(grant.line, '=', use.line)]),
    eb.or([eb(grant.account, '=', ''), eb(grant.account, '=', use.account)]),
  ])
}

/** Units of the grant that one unit of a use takes. */
export function factorOf(use: E<Tuple>, grant: E<Tuple>): RawBuilder<Amount> {
  const position = ch.toLong(ch.indexOf(ofGrant.factorZones(grant), ofUse.zone(use)))
  const factor = ch.at(ofGrant.factors(grant), position)
  return ch.if(eb(factor, '>', '0'), factor, ch.amount('1', 9))
}

/** An amount in whole increments of a grant; as it is where there are none. */
export function steps(increment: E<Amount>, amount: E<Amount>, round: 'up' | 'down'): RawBuilder<Amount> {
  const units = ch.div(ch.exact(amount), ch.if(eb(increment, '=', '0'), ch.amount('1', 9), increment))
  const whole = round === 'up' ? ch.ceil(units) : ch.floor(units)
  return ch.if(eb(increment, '>', '0'), ch.decimal(ch.mul(ch.exact(whole), increment), 9), amount)
}

/** What a use takes of a grant that does not suffice for it: a message, second or byte is covered in full or not at all. */
export function wholeUnits(grant: E<Tuple>, factor: E<Amount>, asked: E<Amount>, part: E<Amount>): RawBuilder<Amount> {
  const cut = eb.and([
    eb(factor, '<>', '1'),
    eb(factor, '>', '0'),
    eb(part, '<', asked),
    eb(ofGrant.unit(grant), 'in', ['seconds', 'messages', 'bytes']),
  ])
  return ch.if(cut, steps(factor, part, 'down'), part)
}

/** Takes of a coverage's result before there are any: id of the grant, id of the event, taken, covered. */
export const noTakes = (): RawBuilder<readonly Tuple[]> =>
  noneOf<Tuple>(ch.tuple(ch.text(''), ch.text(''), ch.zero(9), ch.zero(9)))
