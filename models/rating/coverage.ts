import { type Expression, expressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Bool, Day, Int, Text } from '../../warehouse/columns.ts'
import { type Amount, covers, listed, noTakes, ofGrant, ofPlain, ofUse, steps } from './covering.ts'
import { noneOf } from './none_of.ts'

type E<T> = Expression<T>
type Tuple = readonly unknown[]

const eb = expressionBuilder<Record<string, never>>()
const nothing = ch.zero(9)
const never = ch.toBool(ch.literal(0))
const none = noneOf(nothing)

/**
 * A lambda copies what it names from outside for each element. So what coverage reads of uses is in arrays of its own,
 * columns of a query before it, and nothing else goes into the lambdas over uses.
 */
export function partsOfUses({ uses, plain, plainly }: Uses) {
  const either = <T>(whole: (use: E<Tuple>) => E<T>, plainOne: (use: E<Tuple>) => E<T>) =>
    ch.if<readonly T[]>(plainly, ch.arrayMap(plain, plainOne), ch.arrayMap(uses, whole))
  return [
    either(ofUse.eventId, ofPlain.eventId).as('keys'),
    either(ofUse.need, ofPlain.need).as('needs'),
    either(ofUse.from, () => nothing).as('froms'),
    either(ofUse.balance, () => ch.text('')).as('balances'),
    either(ofUse.day, ofPlain.day).as('days'),
    ch.arrayMap(uses, ofUse.at).as('ats'),
    ch.arrayMap(uses, ofUse.line).as('lines'),
    ch.arrayMap(uses, ofUse.service).as('services'),
    ch.arrayMap(uses, ofUse.zone).as('zones'),
    ch.arrayMap(uses, ofUse.band).as('bands'),
    ch.arrayMap(uses, ofUse.account).as('accounts'),
  ] as const
}

/** Uses of a pool: plain ones where there are no others, else all of them whole. */
export interface Uses {
  readonly plainly: E<SqlBool>
  readonly plain: E<readonly Tuple[]>
  readonly uses: E<readonly Tuple[]>
}

export interface UseParts {
  readonly ats: E<readonly unknown[]>
  readonly days: E<readonly Day[]>
  readonly lines: E<readonly Text[]>
  readonly services: E<readonly Text[]>
  readonly zones: E<readonly Text[]>
  readonly bands: E<readonly Text[]>
  readonly balances: E<readonly Text[]>
  readonly accounts: E<readonly Text[]>
}

/** For each grant, which uses it is for. */
export function fitting(grants: E<readonly Tuple[]>, uses: UseParts): RawBuilder<readonly (readonly Bool[])[]> {
  const { days, ats, services, zones, bands, lines, accounts, balances } = uses
  return ch.arrayMapAll(
    [
      each(grants, ofGrant.services),
      each(grants, ofGrant.zones),
      each(grants, ofGrant.bands),
      each(grants, ofGrant.from),
      each(grants, ofGrant.to),
      each(grants, ofGrant.fromAt),
      each(grants, ofGrant.toAt),
      each(grants, ofGrant.line),
      each(grants, ofGrant.shared),
      each(grants, ofGrant.account),
      each(grants, ofGrant.balance),
    ],
    (serviceList, zoneList, bandList, from, to, fromAt, toAt, ownLine, shared, ownAccount, name) =>
      ch.arrayMapAll(
        [days, ats, services, zones, bands, lines, accounts, balances],
        (day, at, service, zone, band, line, account, balance) =>
          ch.toBool(
            covers(
              {
                services: serviceList,
                zones: zoneList,
                bands: bandList,
                from,
                to,
                fromAt,
                toAt,
                line: ownLine,
                shared,
                account: ownAccount,
                balance: name,
              },
              { day, at, service, zone, band, line, account, balance },
            ),
          ),
      ),
  )
}

/** The same of plain uses, of the one service that is counted in their unit. */
export function fittingPlainly(
  grants: E<readonly Tuple[]>,
  days: E<readonly Day[]>,
  service: E<Text>,
): RawBuilder<readonly (readonly Bool[])[]> {
  const forService = (grant: E<Tuple>) => ch.toBool(listed(ofGrant.services(grant), service))
  return ch.arrayMapAll(
    [each(grants, forService), each(grants, ofGrant.from), each(grants, ofGrant.to)],
    (fits, from, to) =>
      ch.arrayMap(days, (day) => ch.toBool(eb.and([eb(fits, '=', true), eb(day, '>=', from), eb(day, '<', to)]))),
  )
}

const each = <T>(grants: E<readonly Tuple[]>, member: (grant: E<Tuple>) => E<T>) =>
  ch.arrayMap(grants, (grant) => member(grant))

/** For each grant that blocks, which uses it blocks: its last one does, what was carried over does not stand before it. */
export function blocking(
  grants: E<readonly Tuple[]>,
  fits: E<readonly (readonly Bool[])[]>,
): RawBuilder<readonly (readonly Bool[])[]> {
  const nobody = ch.arrayMap(fits, (fit) => ch.arrayMap(fit, () => never))
  const marks = ch.arrayMapBoth(grants, fits, (grant, fit) =>
    ch.tuple(ofGrant.name(grant), ofGrant.place(grant), ofGrant.blocker(grant), fit),
  )
  const blocks = (mark: E<Tuple>) => eb(ch.element<Int>(mark, 3), '=', 1)
  const fitOf = (mark: E<Tuple>) => ch.element<readonly Bool[]>(mark, 4)
  const blocked = ch.let(marks, (all) =>
    ch.arrayMap(all, (mark) =>
      ch.arrayFold(
        all,
        ch.arrayMap(fitOf(mark), (fit) => ch.toBool(eb.and([blocks(mark), eb(fit, '=', true)]))),
        (before, other) => {
          const later = eb.and([
            blocks(other),
            eb(ch.element<Text>(other, 1), '=', ch.element<Text>(mark, 1)),
            eb(ch.element<Tuple>(other, 2), '>', ch.element<Tuple>(mark, 2)),
          ])
          const still = ch.arrayMapBoth(before, fitOf(other), (one, fits) =>
            ch.toBool(eb.and([eb(one, '=', true), eb(fits, '=', false)])),
          )
          return ch.if(later, still, before)
        },
      ),
    ),
  )
  return ch.if(
    ch.arrayExists(grants, (grant) => eb(ofGrant.blocker(grant), '=', 1)),
    blocked,
    nobody,
  )
}

export interface Covering {
  readonly grants: E<readonly Tuple[]>
  readonly fits: E<readonly (readonly Bool[])[]>
  readonly blocks: E<readonly (readonly Bool[])[]>
  readonly keys: E<readonly Text[]>
  readonly needs: E<readonly Amount[]>
}

/**
 * Uses a pool's grants one after the other in their order: of each, uses take in event order what those before them left.
 * As every use takes from grants in the same order, and a unit of any takes one of the grant, this is what taking use by use
 * would give, with one pass a grant.
 *
 * Answers a tuple: what each use still needs; takes (id of the grant, id of the event, taken, covered); what each grant has
 * left; what each was given; what of each use is refused; of which allowance or balance each use took first; what; whether
 * it took more than once.
 */
export function coverage({ grants, fits, blocks, keys, needs }: Covering): RawBuilder<Tuple> {
  const ids = ch.arrayMap(grants, (grant) => ofGrant.id(grant))
  const terms = ch.let(ids, (all) =>
    ch.arrayMapThree(grants, fits, blocks, (grant, fit, blocked) =>
      ch.tuple(
        ofGrant.id(grant),
        ch.toInt(ch.toBool(eb(ofGrant.fromGrant(grant), '<>', ''))),
        ch.toLong(ch.indexOf(all, ofGrant.fromGrant(grant))),
        ofGrant.amount(grant),
        ofGrant.least(grant),
        ofGrant.increment(grant),
        ofGrant.blocker(grant),
        fit,
        blocked,
        ofGrant.name(grant),
      ),
    ),
  )
  const start = ch.tuple(
    needs,
    noTakes(),
    none,
    none,
    ch.arrayMap(needs, () => nothing),
    ch.arrayMap(needs, () => ch.text('')),
    ch.arrayMap(needs, () => nothing),
    ch.arrayMap(needs, () => never),
  )
  return ch.arrayFold(terms, start, (state, term) => take(keys, state, term))
}

function take(keys: E<readonly Text[]>, state: E<Tuple>, term: E<Tuple>): RawBuilder<Tuple> {
  const needs = ch.element<readonly Amount[]>(state, 1)
  const lefts = ch.element<readonly Amount[]>(state, 3)
  const refused = ch.element<readonly Amount[]>(state, 5)
  const names = ch.element<readonly Text[]>(state, 6)
  const firsts = ch.element<readonly Amount[]>(state, 7)
  const severals = ch.element<readonly Bool[]>(state, 8)
  const amount = ch.element<Amount>(term, 4)
  const increment = ch.element<Amount>(term, 6)
  const blocks = eb(ch.element<Int>(term, 7), '=', 1)
  const fits = ch.element<readonly Bool[]>(term, 8)
  const blocked = ch.element<readonly Bool[]>(term, 9)
  const rest = ch.at(lefts, ch.element<bigint>(term, 3))
  const carried = ch.least(amount, ch.greatest(rest, ch.element<Amount>(term, 5)))
  const given = ch.if(eb(ch.element<Int>(term, 2), '=', 1), carried, amount)
  const all = <T>(value: E<T>) => ch.arrayOf(ch.arrayLength(needs), value)

  const wanted = ch.arrayMapBoth(fits, needs, (fit, need) => ch.if(eb(fit, '=', true), need, nothing))
  const whole = ch.arrayMapBoth(wanted, all(increment), (want, each) => steps(each, want, 'up'))
  const asks = ch.if(eb(increment, '>', '0'), whole, wanted)
  const parts = ch.letBoth(asks, all(steps(increment, given, 'down')), (asked, usable) =>
    ch.arrayMapThree(asked, ch.arrayCumSum(asked), usable, (ask, sofar, most) =>
      ch.greatest(ch.least(ask, ch.minus(most, ch.minus(sofar, ask))), nothing),
    ),
  )
  const open = ch.arrayMapBoth(needs, parts, (need, part) => ch.decimal(ch.minus(need, ch.least(need, part)), 9))
  const kept = ch.arrayFilter(
    ch.arrayMapThree(keys, needs, parts, (key, need, part) => ch.tuple(key, part, ch.least(need, part))),
    (one) => eb(ch.element<Amount>(one, 2), '>', '0'),
  )
  const takes = ch.letBoth(kept, ch.element<Text>(term, 1), (taken, id) =>
    ch.arrayMapBoth(taken, ch.arrayOf(ch.arrayLength(taken), id), (one, grant) =>
      ch.tuple(grant, ch.element<Text>(one, 1), ch.element<Amount>(one, 2), ch.element<Amount>(one, 3)),
    ),
  )
  return ch.tuple(
    ch.if(
      blocks,
      ch.arrayMapBoth(open, blocked, (need, no) => ch.if(eb(no, '=', true), nothing, need)),
      open,
    ),
    ch.arrayConcat(ch.element<readonly Tuple[]>(state, 2), takes),
    ch.arrayConcat(lefts, ch.array(ch.decimal(ch.minus(given, ch.decimal(ch.arraySum(parts), 9)), 9))),
    ch.arrayConcat(ch.element<readonly Amount[]>(state, 4), ch.array(given)),
    ch.if(
      blocks,
      ch.arrayMapThree(refused, open, blocked, (before, need, no) =>
        ch.if(eb(no, '=', true), ch.decimal(ch.plus(before, need), 9), before),
      ),
      refused,
    ),
    ch.arrayMapAll([names, firsts, parts, all(ch.element<Text>(term, 10))], (before, first, part, name) =>
      ch.if(eb.and([eb(first, '=', '0'), eb(part, '>', '0')]), name, before),
    ),
    ch.arrayMapBoth(firsts, parts, (first, part) => ch.if(eb(first, '=', '0'), ch.decimal(part, 9), first)),
    ch.arrayMapThree(severals, firsts, parts, (several, first, part) =>
      ch.toBool(eb.or([eb(several, '=', true), eb.and([eb(first, '>', '0'), eb(part, '>', '0')])])),
    ),
  )
}
