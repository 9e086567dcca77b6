import { type Expression, expressionBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'

const eb = expressionBuilder<Record<string, never>>()
const whole = (...values: readonly bigint[]) => ch.array(...values.map((value) => ch.literal(value)))
const numbers = whole(3n, 1n, 2n)
const two = ch.literal(2n)
const above = (least: bigint) => (x: Expression<bigint>) => eb(x, '>', least)
const price = ch.amount('-1.005', 9)

/** Functions over arrays, with lambdas, and those that came with rating: over three rows 1, 2, 3 like the others. */
export const arrayFunctionCases: readonly (readonly [string, Expression<unknown>, string])[] = [
  ['maxMap', ch.maxMap(numbers, whole(5n, 6n, 7n)), '([1,2,3],[6,7,5]) Tuple(Array(Int64), Array(Int64))'],
  ['groupArrayIf', ch.groupArrayIf(two, ch.literal(true)), '[2] Array(Int64)'],
  ['groupArrayIf of none', ch.groupArrayIf(two, ch.literal(false)), '[] Array(Int64)'],
  ['roundTo', ch.roundTo(price, ch.literal(2)), '-1.01 Decimal(38, 9)'],
  ['roundTo tens', ch.roundTo(ch.amount('1235', 9), ch.literal(-1)), '1240 Decimal(38, 9)'],
  ['roundHalfEvenTo', ch.roundHalfEvenTo(ch.amount('0.125', 9), ch.literal(2)), '0.12 Decimal(38, 9)'],
  ['roundHalfEvenTo, odd before', ch.roundHalfEvenTo(ch.amount('0.135', 9), ch.literal(2)), '0.14 Decimal(38, 9)'],
  ['roundUpTo', ch.roundUpTo(ch.amount('1.001', 9), ch.literal(2)), '1.01 Decimal(38, 9)'],
  ['roundUpTo below zero', ch.roundUpTo(ch.amount('-1.001', 9), ch.literal(2)), '-1.01 Decimal(38, 9)'],
  ['roundDownTo', ch.roundDownTo(ch.amount('-1.009', 9), ch.literal(2)), '-1 Decimal(38, 9)'],
  ['powerOfTwo', ch.powerOfTwo(ch.literal(40)), '1099511627776 Int64'],
  ['hasBit', ch.hasBit(ch.literal(5n), ch.literal(2)), 'true Bool'],
  ['hasBit that is not set', ch.hasBit(ch.literal(5n), ch.literal(1)), 'false Bool'],
  ['indexOf', ch.indexOf(numbers, ch.literal(2n)), '3 UInt64'],
  ['arrayTail', ch.arrayTail(numbers), '[1,2] Array(Int64)'],
  ['arrayInit', ch.arrayInit(numbers), '[3,1] Array(Int64)'],
  ['arrayFlatten', ch.arrayFlatten(ch.array(numbers, whole(9n))), '[3,1,2,9] Array(Int64)'],
  ['exact', ch.exact(price), '-1.005 Decimal(76, 30)'],
  ['arrayMap', ch.arrayMap(numbers, (x) => ch.times(x, two)), '[6,2,4] Array(Int64)'],
  ['arrayMapBoth', ch.arrayMapBoth(numbers, whole(1n, 2n, 3n), (x, y) => ch.times(x, y)), '[3,2,6] Array(Int64)'],
  [
    'arrayMapThree',
    ch.arrayMapThree(numbers, whole(1n, 2n, 3n), whole(10n, 20n, 30n), (x, y, z) => ch.plus(ch.times(x, y), z)),
    '[13,22,36] Array(Int64)',
  ],
  [
    'arrayMapAll',
    ch.arrayMapAll([numbers, whole(1n, 2n, 3n), whole(5n, 5n, 5n)], (x, y, z) => ch.minus(ch.times(x, y), z)),
    '[-2,-3,1] Array(Int64)',
  ],
  ['arrayFilterBoth', ch.arrayFilterBoth(numbers, whole(7n, 8n, 9n), (_, y) => eb(y, '>', 7n)), '[1,2] Array(Int64)'],
  ['arrayOf', ch.arrayOf(ch.literal(3n), two), '[2,2,2] Array(Int64)'],
  ['letBoth', ch.letBoth(two, numbers, (x, all) => ch.plus(x, ch.at(all, 1))), '5 Int64'],
  ['arrayFilter', ch.arrayFilter(numbers, above(1n)), '[3,2] Array(Int64)'],
  ['arrayExists', ch.toBool(ch.arrayExists(numbers, above(2n))), 'true Bool'],
  ['arrayExists of none', ch.toBool(ch.arrayExists(numbers, above(3n))), 'false Bool'],
  ['arrayAll', ch.toBool(ch.arrayAll(numbers, above(1n))), 'false Bool'],
  ['arrayAll that hold', ch.toBool(ch.arrayAll(numbers, above(0n))), 'true Bool'],
  ['arrayFirstIndex', ch.arrayFirstIndex(numbers, above(1n)), '1 Int64'],
  ['arrayFirstIndex of none', ch.arrayFirstIndex(numbers, above(3n)), '0 Int64'],
  ['arrayLastIndex', ch.arrayLastIndex(numbers, above(1n)), '3 Int64'],
  ['arraySortBy', ch.arraySortBy(numbers, (x) => ch.negate(x)), '[3,2,1] Array(Int64)'],
  ['arrayFold', ch.arrayFold(numbers, ch.literal<bigint>(100n), (sum, x) => ch.minus(sum, x)), '94 Int64'],
  ['let', ch.let(two, (x) => ch.times(x, x)), '4 Int64'],
  ['element', ch.element(ch.tuple(two, ch.text('b')), 2), 'b String'],
  ['jsonMember', ch.jsonMember(ch.text('{"a":"x","n":null}'), ch.text('a')), 'x Nullable(String)'],
  ['jsonMember that is absent', ch.jsonMember(ch.text('{"a":"x"}'), ch.text('c')), 'NULL Nullable(String)'],
]
