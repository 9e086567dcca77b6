// Read by tsc only: what `described.ts` would fail with, were a model's inferred type another than ClickHouse's.
import type { LocalTime } from '../../transforms/sql/result-types.ts'
import type { Bool, Day, Decimal, Float, Instant, Int, Long, Text } from '../../warehouse/columns.ts'
import type { Agreement, Agrees, Completeness, TypeOf } from './agreement.ts'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_yes: Same<A, B>) => {}
const agrees = <Inferred, Sql extends string>(_: Agrees<Inferred, TypeOf<Sql>>) => {}

agrees<Text, 'LowCardinality(String)'>(true)
agrees<Text | null, 'LowCardinality(Nullable(String))'>(true)
agrees<'a' | 'b', "Enum8('a' = 1, 'b' = 2)">(true)
agrees<'a' | null, 'Nullable(String)'>(true)
agrees<Int, 'UInt8'>(true)
agrees<Long, 'UInt64'>(true)
agrees<bigint, 'Int64'>(true)
agrees<boolean, 'Bool'>(true)
agrees<Decimal<9>, 'Decimal(38, 9)'>(true)
agrees<readonly Text[], 'Array(LowCardinality(String))'>(true)
agrees<LocalTime, "DateTime64(3, 'UTC')">(true)

agrees<Text, 'Nullable(String)'>(false)
agrees<Text | null, 'String'>(false)
agrees<Text, 'Date'>(false)
agrees<Day, 'String'>(false)
agrees<Day, "DateTime64(3, 'UTC')">(false)
agrees<Instant, 'Date'>(false)
agrees<LocalTime, 'Date'>(false)
agrees<Int, 'Int64'>(false)
agrees<Long, 'UInt32'>(false)
agrees<Int, 'Bool'>(false)
agrees<Bool, 'UInt8'>(false)
agrees<Float, 'Decimal(38, 9)'>(false)
agrees<Decimal<3>, 'Decimal(38, 9)'>(false)
agrees<Decimal, 'Decimal(38, 9)'>(false)
agrees<readonly (Text | null)[], 'Array(String)'>(false)
agrees<1 | 2, 'Int64'>(false)
agrees<'a', 'Date'>(false)
// Both could stand for several types: the flavour was lost on the way.
agrees<string, 'String'>(false)
agrees<number, 'Int32'>(false)
agrees<unknown, 'String'>(false)
agrees<never, 'String'>(false)
agrees<Text, 'Variant(Int64, UInt64)'>(false)

interface Row {
  id: Long
  charge: Decimal<3> | null
}
same<Agreement<'a.b', Row, 'id', 'UInt64'>, 'agrees'>(true)
same<
  Agreement<'a.b', Row, 'charge', 'Decimal(38, 9)'>,
  'a.b.charge: inferred as Decimal<3> | null, in ClickHouse Decimal(38, 9)'
>(true)
same<Agreement<'a.b', Row, 'day', 'Date'>, 'a.b.day: not inferred, in ClickHouse Date'>(true)
same<Completeness<'a.b', Row, 'id' | 'charge'>, 'agrees'>(true)
same<Completeness<'a.b', Row, 'id'>, 'a.b.charge: inferred, not in ClickHouse'>(true)
