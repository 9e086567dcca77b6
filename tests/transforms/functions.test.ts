import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Expression } from 'kysely'
import { describe, expect, it } from 'vitest'
import { compileBuild } from '../../transforms/project/compile.ts'
import type { AnyBuild } from '../../transforms/project/model.ts'
import { desc, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { testWarehouse } from '../test-warehouse.ts'
import { arrayFunctionCases } from './array-function-cases.ts'

const warehouse = testWarehouse()
const place = () => ({ database: 'unused', name: 'unused' })

/** Value and type of one expression over three rows 1, 2, 3, or of an aggregate over them. */
async function evaluate(expression: Expression<unknown>): Promise<string> {
  const build = ((q: { selectNoFrom(e: unknown): unknown }) => q.selectNoFrom([expressionAs(expression)])) as unknown
  const { sql } = compileBuild('test.expression', {}, build as AnyBuild, place)
  const [row] = await warehouse.rows<{ value: unknown; type: string }>(
    `SELECT toString(v) AS value, toTypeName(v) AS type FROM (${sql})`,
  )
  return `${row?.value ?? 'NULL'} ${row?.type}`
}

const expressionAs = (expression: Expression<unknown>) => (expression as ReturnType<typeof ch.count>).as('v')
const amount = ch.amount('1.005', 9)
const long = (value: bigint) => ch.literal(value)
const one = ch.literal(1)
const started = ch.instant('2026-01-31T23:59:59.999Z')
const day = ch.day('2026-01-31')
const json = ch.text('{"a":"x","b":null,"c":5,"d":true}')
const letters = ch.array(ch.text('b'), ch.text('a'))

describe('ch gives what ClickHouse gives', () => {
  const cases: readonly (readonly [string, Expression<unknown>, string])[] = [
    ['mul', ch.mul(amount, ch.amount('2.5', 9)), '2.5125 Decimal(76, 18)'],
    ['mul keeps the scale with whole numbers', ch.mul(amount, long(3n)), '3.015 Decimal(76, 9)'],
    ['div truncates', ch.div(ch.amount('10', 4), long(3n)), '3.3333 Decimal(76, 4)'],
    [
      'mul beyond 38 digits',
      ch.mul(ch.amount('40000000000', 9), ch.amount('50000000000', 9)),
      '2000000000000000000000 Decimal(76, 18)',
    ],
    [
      'div of what outgrows 38 digits',
      ch.div(ch.mul(ch.amount('4000', 12), ch.amount('50000', 9)), ch.amount('50000', 9)),
      '4000 Decimal(76, 21)',
    ],
    ['narrowMul', ch.narrowMul(amount, long(3n)), '3.015 Decimal(38, 9)'],
    ['narrowDiv', ch.narrowDiv(ch.amount('10', 4), long(3n)), '3.3333 Decimal(38, 4)'],
    ['ratio', ch.ratio(one, ch.literal(4)), '0.25 Nullable(Float64)'],
    ['ratio by zero', ch.ratio(one, ch.literal(0)), 'NULL Nullable(Float64)'],
    ['times', ch.times(long(4n), long(3n)), '12 Int64'],
    ['multiply', ch.multiply(ch.literal(0.5), long(3n)), '1.5 Float64'],
    ['plus', ch.plus(amount, long(1n)), '2.005 Decimal(38, 9)'],
    ['minus', ch.minus(amount, amount), '0 Decimal(38, 9)'],
    ['negate', ch.negate(amount), '-1.005 Decimal(38, 9)'],
    ['abs', ch.abs(ch.amount('-1.5', 2)), '1.5 Decimal(38, 2)'],
    ['sign', ch.sign(ch.amount('-1.5', 2)), '-1 Int8'],
    ['greatest', ch.greatest(amount, ch.zero(9)), '1.005 Decimal(38, 9)'],
    ['least', ch.least(amount, ch.zero(9)), '0 Decimal(38, 9)'],
    ['intDiv', ch.intDiv(long(-7n), long(2n)), '-3 Int64'],
    ['mod', ch.mod(long(7n), long(4n)), '3 Int64'],
    ['ceilDiv', ch.ceilDiv(long(61n), long(60n)), '2 Int64'],
    ['ceilDiv, exact', ch.ceilDiv(long(120n), long(60n)), '2 Int64'],
    ['roundHalfUp', ch.roundHalfUp(amount, 2), '1.01 Decimal(38, 2)'],
    ['roundHalfUp below zero', ch.roundHalfUp(ch.amount('-1.005', 3), 2), '-1.01 Decimal(38, 2)'],
    ['roundHalfUp to units', ch.roundHalfUp(ch.amount('2.5', 3), 0), '3 Decimal(38, 0)'],
    ['roundHalfUpTo', ch.roundHalfUpTo(amount, ch.arrayJoin(ch.array(ch.literal(2))), 3), '1.01 Decimal(38, 3)'],
    ['roundHalfUpTo units', ch.roundHalfUpTo(ch.amount('2.5', 9), ch.literal(0), 3), '3 Decimal(38, 3)'],
    ['cutTo', ch.cutTo(ch.amount('-1.009', 3), ch.literal(2), 3), '-1 Decimal(38, 3)'],
    [
      'leftAfter',
      ch.leftAfter(ch.array(ch.amount('10', 9), ch.amount('50', 9))),
      '[1,0.9,0.45] Array(Decimal(38, 18))',
    ],
    ['roundUp', ch.roundUp(ch.amount('-1.001', 3), 2), '-1.01 Decimal(38, 2)'],
    ['roundDown', ch.roundDown(ch.amount('-1.009', 3), 2), '-1 Decimal(38, 2)'],
    ['round', ch.round(ch.literal(1.26), 1), '1.3 Float64'],
    ['floor', ch.floor(amount), '1 Decimal(38, 9)'],
    ['ceil', ch.ceil(amount), '2 Decimal(38, 9)'],
    ['exp', ch.exp(ch.literal(0)), '1 Float64'],
    ['ln', ch.ln(one), '0 Float64'],
    ['sqrt', ch.sqrt(ch.literal(9)), '3 Float64'],
    ['pow', ch.pow(ch.literal(2), ch.literal(10)), '1024 Float64'],
    ['isNaN', ch.isNaN(ch.literal(1.5)), '0 UInt8'],
    ['decimal', ch.decimal(ch.amount('1.239', 3), 2), '1.23 Decimal(38, 2)'],
    ['decimalOrNull', ch.decimalOrNull(ch.text('x'), 2), 'NULL Nullable(Decimal(38, 2))'],
    ['a word', ch.literal('voice'), 'voice String'],
    ['a bigint', long(5n), '5 Int64'],
    ['a large bigint', long(18446744073709551615n), '18446744073709551615 UInt64'],
    ['an instant', started, "2026-01-31 23:59:59.999 DateTime64(3, 'UTC')"],
    ['null', ch.null(), 'NULL Nullable(Nothing)'],
    ['toInt', ch.toInt(ch.text('7')), '7 Int32'],
    ['toUnsignedInt', ch.toUnsignedInt(ch.text('7')), '7 UInt32'],
    ['toLong', ch.toLong(amount), '1 Int64'],
    ['toLongOrNull', ch.toLongOrNull(ch.text('x')), 'NULL Nullable(Int64)'],
    ['toUnsigned', ch.toUnsigned(ch.text('7')), '7 UInt64'],
    ['toUnsignedOrNull', ch.toUnsignedOrNull(ch.text('-7')), 'NULL Nullable(UInt64)'],
    ['toFloat', ch.toFloat(amount), '1.005 Float64'],
    ['toBool', ch.toBool(one), 'true Bool'],
    ['toString', ch.toString(amount), '1.005 String'],
    ['castTo', ch.castTo(ch.text('7'), t.nullable(t.uint8)), '7 Nullable(UInt8)'],
    ['castTo, nothing', ch.castTo(ch.null(), t.nullable(t.lowCardinality)), 'NULL LowCardinality(Nullable(String))'],
    ['jsonMap', ch.jsonMap(json), `{'a':'x','b':NULL,'c':'5','d':'true'} Map(String, Nullable(String))`],
    ['mapHas', ch.mapHas(ch.jsonMap(json), 'b'), '1 UInt8'],
    ['mapHas, absent', ch.mapHas(ch.jsonMap(json), 'z'), '0 UInt8'],
    ['mapText', ch.mapText(ch.jsonMap(json), 'a'), 'x Nullable(String)'],
    ['mapText, null', ch.mapText(ch.jsonMap(json), 'b'), 'NULL Nullable(String)'],
    ['lowCardinality', ch.lowCardinality(ch.text('x')), 'x LowCardinality(String)'],
    ['toNullable', ch.toNullable(one), '1 Nullable(UInt8)'],
    ['notNull', ch.notNull(ch.toNullable(one)), '1 UInt8'],
    ['toDate', ch.toDate(started), '2026-01-31 Date'],
    ['toInstant', ch.toInstant(day), "2026-01-31 00:00:00.000 DateTime64(3, 'UTC')"],
    [
      'parseInstant',
      ch.parseInstant(ch.text('2026-01-02T03:04:05Z')),
      "2026-01-02 03:04:05.000 Nullable(DateTime64(3, 'UTC'))",
    ],
    ['parseDay', ch.parseDay(ch.text('nope')), 'NULL Nullable(Date)'],
    ['toLocal', ch.toDate(ch.toLocal(started, ch.literal(25200))), '2026-02-01 Date'],
    [
      'fromLocal',
      ch.fromLocal(ch.toLocal(started, ch.literal(19800)), ch.literal(19800)),
      "2026-01-31 23:59:59.999 DateTime64(3, 'UTC')",
    ],
    ['addMilliseconds', ch.addMilliseconds(started, one), "2026-02-01 00:00:00.000 DateTime64(3, 'UTC')"],
    ['addSeconds', ch.addSeconds(started, one), "2026-02-01 00:00:00.999 DateTime64(3, 'UTC')"],
    ['addMinutes', ch.addMinutes(started, one), "2026-02-01 00:00:59.999 DateTime64(3, 'UTC')"],
    ['addHours', ch.addHours(started, one), "2026-02-01 00:59:59.999 DateTime64(3, 'UTC')"],
    ['addDays', ch.addDays(day, long(-1n)), '2026-01-30 Date'],
    ['addWeeks', ch.addWeeks(day, one), '2026-02-07 Date'],
    ['addMonths clamps', ch.addMonths(day, one), '2026-02-28 Date'],
    ['addYears', ch.addYears(day, one), '2027-01-31 Date'],
    ['now', ch.sign(ch.dateDiff('hour', started, ch.now())), '1 Int8'],
    ['dateDiff', ch.dateDiff('month', day, ch.day('2026-02-01')), '1 Int64'],
    ['age', ch.age('month', day, ch.day('2026-02-01')), '0 Int64'],
    ['toStartOfMonth', ch.toStartOfMonth(started), '2026-01-01 Date'],
    ['toStartOfQuarter', ch.toStartOfQuarter(day), '2026-01-01 Date'],
    ['toStartOfYear', ch.toStartOfYear(day), '2026-01-01 Date'],
    ['toMonday', ch.toMonday(day), '2026-01-26 Date'],
    ['toLastDayOfMonth', ch.toLastDayOfMonth(ch.day('2026-02-03')), '2026-02-28 Date'],
    ['toStartOfHour', ch.toStartOfHour(started), "2026-01-31 23:00:00.000 DateTime64(3, 'UTC')"],
    ['toStartOfMinute', ch.toStartOfMinute(started), "2026-01-31 23:59:00.000 DateTime64(3, 'UTC')"],
    ['toYear', ch.toYear(day), '2026 UInt16'],
    ['toMonth', ch.toMonth(day), '1 UInt8'],
    ['toDayOfMonth', ch.toDayOfMonth(day), '31 UInt8'],
    ['toDayOfWeek', ch.toDayOfWeek(day), '6 UInt8'],
    ['toHour', ch.toHour(started), '23 UInt8'],
    ['toMinute', ch.toMinute(started), '59 UInt8'],
    ['secondOfDay', ch.secondOfDay(started), '86399 Int32'],
    ['toYYYYMM', ch.toYYYYMM(day), '202601 UInt32'],
    ['toDaysInMonth', ch.toDaysInMonth(day), '31 UInt8'],
    ['toUnixMilliseconds', ch.toUnixMilliseconds(started), '1769903999999 Int64'],
    [
      'fromUnixMilliseconds',
      ch.fromUnixMilliseconds(long(1769903999999n)),
      "2026-01-31 23:59:59.999 DateTime64(3, 'UTC')",
    ],
    ['formatDay', ch.formatDay(day, '%Y-%m'), '2026-01 String'],
    ['makeDay', ch.makeDay(ch.literal(2026), one, one), '2026-01-01 Date'],
    ['if', ch.if(ch.literal(true), ch.text('a'), ch.null<string>()), 'a Nullable(String)'],
    ['multiIf', ch.multiIf([[ch.literal(false), ch.text('a')]], ch.text('b')), 'b String'],
    ['coalesce', ch.coalesce(ch.null<string>(), ch.text('x')), 'x String'],
    ['nullIf', ch.nullIf(ch.text('x'), ch.text('x')), 'NULL Nullable(String)'],
    ['isNull', ch.isNull(ch.null()), '1 UInt8'],
    ['isNotNull', ch.isNotNull(ch.null()), '0 UInt8'],
    ['same', ch.same(ch.null<string>(), ch.null<string>()), '1 UInt8'],
    ['not', ch.not(ch.literal(true)), 'false Bool'],
    ['between', ch.between(day, ch.day('2026-01-01'), ch.day('2026-02-01')), '1 UInt8'],
    ['tuple', ch.tuple(one, ch.text('x')), "(1,'x') Tuple(UInt8, String)"],
    ['cityHash64', ch.cityHash64(ch.text('x'), one), '2028096387299225567 UInt64'],
    ['length', ch.length(ch.text('né')), '3 UInt64'],
    ['lengthUTF8', ch.lengthUTF8(ch.text('né')), '2 UInt64'],
    ['substring', ch.substring(ch.text('32475'), one, ch.literal(2)), '32 String'],
    ['left', ch.left(ch.text('32475'), ch.literal(2)), '32 String'],
    ['right', ch.right(ch.text('32475'), ch.literal(2)), '75 String'],
    ['concat', ch.concat(ch.text('a'), ch.text('b')), 'ab String'],
    ['startsWith', ch.startsWith(ch.text('abc'), ch.text('ab')), '1 UInt8'],
    ['endsWith', ch.endsWith(ch.text('abc'), ch.text('ab')), '0 UInt8'],
    ['position', ch.position(ch.text('abc'), ch.text('c')), '3 UInt64'],
    ['match, with a question mark', ch.match(ch.text('ab'), 'a?b'), '1 UInt8'],
    ['extract', ch.extract(ch.text('zone 12'), '(\\d+)'), '12 String'],
    ['replaceAll', ch.replaceAll(ch.text('a-b'), '-', "'"), "a'b String"],
    ['replaceRegexp', ch.replaceRegexp(ch.text('+32 475'), '\\D', ''), '32475 String'],
    ['lower', ch.lower(ch.text('A')), 'a String'],
    ['upper', ch.upper(ch.text('a')), 'A String'],
    ['trim', ch.trim(ch.text(' a ')), 'a String'],
    ['naturalOrder', ch.naturalOrder(ch.text('S-007/x')), 'S-00000000000000000007/x String'],
    ['naturalOrder, a long number', ch.naturalOrder(ch.text('123456789012345678901')), '123456789012345678901 String'],
    ['naturalOrder, nothing', ch.naturalOrder(ch.text('')), ' String'],
    ['leftPad', ch.leftPad(ch.text('7'), 3, '0'), '007 String'],
    ['rightPad', ch.rightPad(ch.text('3247'), 3, '0'), '324 String'],
    ['empty', ch.empty(ch.text('')), '1 UInt8'],
    ['notEmpty', ch.notEmpty(ch.text('')), '0 UInt8'],
    ['splitBy', ch.splitBy(ch.text('a,b'), ','), "['a','b'] Array(String)"],
    ['widen', ch.widen(ch.literal('a')), 'a String'],
    ['sha256', ch.substring(ch.sha256(ch.text('')), one, ch.literal(8)), 'e3b0c442 String'],
    ['jsonText', ch.jsonText(ch.text('{"a":{"b":"x"}}'), 'a', 'b'), 'x String'],
    ['array', letters, "['b','a'] Array(String)"],
    ['arrayJoin', ch.arrayJoin(ch.array(one)), '1 UInt8'],
    ['range', ch.range(ch.literal(1), ch.literal(4)), '[1,2,3] Array(Int64)'],
    ['prefixes', ch.prefixes(ch.text('3247'), 2, 7), "['3247','324','32'] Array(String)"],
    ['prefixes of a short number', ch.prefixes(ch.text('3'), 2, 7), '[] Array(String)'],
    ['days', ch.days(day, ch.day('2026-02-02')), "['2026-01-31','2026-02-01'] Array(Date)"],
    ['days of nothing', ch.days(day, ch.day('2026-01-02')), '[] Array(Date)'],
    ['months', ch.months(day, ch.day('2026-03-01')), "['2026-01-01','2026-02-01'] Array(Date)"],
    [
      'months into a month',
      ch.months(day, ch.day('2026-03-02')),
      "['2026-01-01','2026-02-01','2026-03-01'] Array(Date)",
    ],
    ['has', ch.has(letters, ch.text('a')), '1 UInt8'],
    ['hasAny', ch.hasAny(letters, ch.array(ch.text('z'))), '0 UInt8'],
    ['arrayLength', ch.arrayLength(letters), '2 UInt64'],
    ['at', ch.at(letters, -1), 'a String'],
    ['arraySort', ch.arraySort(letters), "['a','b'] Array(String)"],
    ['arrayDistinct', ch.arrayDistinct(ch.array(one, one)), '[1] Array(UInt8)'],
    ['arrayConcat', ch.arrayConcat(letters, letters), "['b','a','b','a'] Array(String)"],
    ['arraySum', ch.arraySum(ch.array(amount, amount)), '2.01 Decimal(38, 9)'],
    ['arrayCumSum', ch.arrayCumSum(ch.array(amount, amount)), '[1.005,2.01] Array(Decimal(38, 9))'],
    ['arrayText', ch.arrayText(letters, '/'), 'b/a String'],
    ['sum', ch.sum(amount), '1.005 Decimal(38, 9)'],
    ['sumIf', ch.sumIf(amount, ch.literal(false)), '0 Decimal(38, 9)'],
    ['count', ch.count(), '1 UInt64'],
    ['countIf', ch.countIf(ch.literal(false)), '0 UInt64'],
    ['countOf', ch.countOf(ch.null()), '0 UInt64'],
    ['uniqExact', ch.uniqExact(one, day), '1 UInt64'],
    ['uniqExactIf', ch.uniqExactIf(one, ch.literal(false)), '0 UInt64'],
    ['min', ch.min(day), '2026-01-31 Date'],
    ['max', ch.max(day), '2026-01-31 Date'],
    ['minIf', ch.minIf(day, ch.literal(false)), 'NULL Nullable(Date)'],
    ['maxIf', ch.maxIf(day, ch.literal(true)), '2026-01-31 Nullable(Date)'],
    ['avg', ch.avg(amount), '1.005 Float64'],
    ['avgIf', ch.avgIf(amount, ch.literal(true)), '1.005 Float64'],
    ['any', ch.any(day), '2026-01-31 Date'],
    ['anyLast', ch.anyLast(day), '2026-01-31 Date'],
    ['anyIf', ch.anyIf(day, ch.literal(false)), 'NULL Nullable(Date)'],
    ['argMax', ch.argMax(day, ch.tuple(one, one)), '2026-01-31 Date'],
    ['argMin', ch.argMin(day, one), '2026-01-31 Date'],
    ['argMaxIf', ch.argMaxIf(day, one, ch.literal(false)), 'NULL Nullable(Date)'],
    ['argMinIf', ch.argMinIf(day, one, ch.literal(true)), '2026-01-31 Nullable(Date)'],
    ['groupArray', ch.groupArray(day), "['2026-01-31'] Array(Date)"],
    ['groupUniqArray', ch.groupUniqArray(one), '[1] Array(UInt8)'],
    ['quantile', ch.quantile(one, 0.5), '1 Float64'],
    ['stddev', ch.stddev(one), '0 Float64'],
    ['correlation', ch.correlation(one, one), 'nan Float64'],
    ['rowNumber', over(ch.rowNumber(), { orderBy: [desc(one)] }), '1 UInt64'],
    ['rank', over(ch.rank(), { orderBy: [one] }), '1 UInt64'],
    ['denseRank', over(ch.denseRank(), { orderBy: [one] }), '1 UInt64'],
    ['percentRank', over(ch.percentRank(), { orderBy: [one] }), '0 Float64'],
    ['ntile', over(ch.ntile(10), { orderBy: [one] }), '1 UInt64'],
    ['lag', over(ch.lag(day), { orderBy: [one] }), 'NULL Nullable(Date)'],
    ['lead', over(ch.lead(day), { orderBy: [one] }), 'NULL Nullable(Date)'],
    ['firstValue', over(ch.firstValue(day), { partitionBy: [one] }), '2026-01-31 Date'],
    ['lastValue', over(ch.lastValue(day)), '2026-01-31 Date'],
    [
      'a frame',
      over(ch.sum(amount), { orderBy: [one], frame: 'rows between unbounded preceding and 1 preceding' }),
      '0 Decimal(38, 9)',
    ],
    ...arrayFunctionCases,
  ]

  it.each(cases)('%s', async (_name, expression, expected) => {
    expect(await evaluate(expression)).toBe(expected)
  })

  it('refuses to pin what outgrows 38 digits', async () => {
    const product = ch.mul(ch.amount('40000000000', 9), ch.amount('50000000000', 9))
    await expect(evaluate(ch.decimal(product, 18))).rejects.toThrow(/Decimal convert overflow/)
  })

  it('covers every function', () => {
    const tested = new Set(cases.map(([name]) => name.split(/[ ,]/)[0]))
    const aliases = ['add', 'sub', 'amount', 'zero', 'literal', 'text', 'day', 'instant']
    // States and what tells groups apart need groups: they are run there.
    const elsewhere = ['states', 'grouping']
      .map((file) => readFileSync(join(import.meta.dirname, `${file}.test.ts`), 'utf8'))
      .join()
    const missing = Object.keys(ch).filter((name) => !tested.has(name) && !elsewhere.includes(`ch.${name}(`))
    expect(missing.filter((name) => !aliases.includes(name))).toEqual([])
  })
})
