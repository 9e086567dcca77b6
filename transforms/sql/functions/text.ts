import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Bool, Int, Long, Text } from '../../../warehouse/columns.ts'
import { NATURAL_ORDER } from '../../../warehouse/natural_order.ts'
import type { NullOf } from '../result-types.ts'

type E<T> = Expression<T>
type Whole = Expression<Int | Long | null>

/** Text. Lengths and positions count bytes unless the name says UTF8; positions start at 1. */
export const text = {
  length: <T extends string | null>(e: E<T>): RawBuilder<Long | NullOf<T>> => sql`length(${e})`,
  lengthUTF8: <T extends string | null>(e: E<T>): RawBuilder<Long | NullOf<T>> => sql`lengthUTF8(${e})`,
  /** From position `from` (1 is the first), `count` bytes or to the end. */
  substring: <T extends string | null>(e: E<T>, from: Whole, count?: Whole): RawBuilder<Text | NullOf<T>> =>
    count === undefined ? sql`substring(${e}, ${from})` : sql`substring(${e}, ${from}, ${count})`,
  left: <T extends string | null>(e: E<T>, count: Whole): RawBuilder<Text | NullOf<T>> => sql`left(${e}, ${count})`,
  right: <T extends string | null>(e: E<T>, count: Whole): RawBuilder<Text | NullOf<T>> => sql`right(${e}, ${count})`,
  /** NULL if any part is: wrap parts in `ch.coalesce`. Non-text parts are turned into text. */
  concat: <T>(...parts: readonly E<T>[]): RawBuilder<Text | NullOf<T>> => sql`concat(${sql.join(parts)})`,
  startsWith: (e: E<string | null>, prefix: E<string | null>): RawBuilder<Bool> => sql`startsWith(${e}, ${prefix})`,
  endsWith: (e: E<string | null>, suffix: E<string | null>): RawBuilder<Bool> => sql`endsWith(${e}, ${suffix})`,
  /** Position of `needle`, 0 where it does not occur. */
  position: (e: E<string | null>, needle: E<string>): RawBuilder<Long> => sql`position(${e}, ${needle})`,
  /** RE2 regular expression. */
  match: (e: E<string | null>, pattern: string): RawBuilder<Bool> => sql`match(${e}, ${pattern})`,
  /** The first group (or the whole match) of an RE2 expression; '' where it does not match. */
  extract: <T extends string | null>(e: E<T>, pattern: string): RawBuilder<Text | NullOf<T>> =>
    sql`extract(${e}, ${pattern})`,
  replaceAll: <T extends string | null>(e: E<T>, from: string, to: string): RawBuilder<Text | NullOf<T>> =>
    sql`replaceAll(${e}, ${from}, ${to})`,
  replaceRegexp: <T extends string | null>(e: E<T>, pattern: string, to: string): RawBuilder<Text | NullOf<T>> =>
    sql`replaceRegexpAll(${e}, ${pattern}, ${to})`,
  lower: <T extends string | null>(e: E<T>): RawBuilder<Text | NullOf<T>> => sql`lower(${e})`,
  upper: <T extends string | null>(e: E<T>): RawBuilder<Text | NullOf<T>> => sql`upper(${e})`,
  trim: <T extends string | null>(e: E<T>): RawBuilder<Text | NullOf<T>> => sql`trimBoth(${e})`,
  leftPad: <T extends string | null>(e: E<T>, length: number, fill: string): RawBuilder<Text | NullOf<T>> =>
    sql`leftPad(${e}, ${sql.lit(length)}, ${fill})`,
  /** Cuts what is longer than `length`. */
  rightPad: <T extends string | null>(e: E<T>, length: number, fill: string): RawBuilder<Text | NullOf<T>> =>
    sql`rightPad(${e}, ${sql.lit(length)}, ${fill})`,
  /** Key to sort by with digits as numbers (`naturalOrder`): S-2 before S-10; sort by the text itself after it. */
  naturalOrder: (e: E<string>): RawBuilder<Text> => sql`${sql.raw(NATURAL_ORDER[0])}${e}${sql.raw(NATURAL_ORDER[1])}`,
  empty: (e: E<string | null>): RawBuilder<Bool> => sql`empty(${e})`,
  notEmpty: (e: E<string | null>): RawBuilder<Bool> => sql`notEmpty(${e})`,
  splitBy: (e: E<string>, separator: string): RawBuilder<readonly Text[]> => sql`splitByString(${separator}, ${e})`,
  /** Free text instead of one word of a closed list. */
  widen: <T extends string | null>(e: E<T>): RawBuilder<Text | NullOf<T>> => sql`${e}`,
  /** Hex digits of the SHA-256 of a text. */
  sha256: (e: E<string>): RawBuilder<Text> => sql`lower(hex(SHA256(${e})))`,
  /** JSON text field as text; '' where it is absent. */
  jsonText: (e: E<string>, ...path: readonly string[]): RawBuilder<Text> =>
    sql`JSONExtractString(${sql.join([e, ...path.map((key) => sql`${key}`)])})`,
  /** A member of a JSON object by a name that the row says: numbers and booleans as their text; NULL where it is absent. */
  jsonMember: (e: E<string>, name: E<string>): RawBuilder<Text | null> =>
    sql`JSONExtract(${e}, ${name}, 'Nullable(String)')`,
  /** A flat JSON object by key: numbers and booleans as their text, null as NULL. */
  jsonMap: (e: E<string>): RawBuilder<TextMap> => sql`JSONExtract(${e}, 'Map(String, Nullable(String))')`,
  mapHas: (e: E<TextMap>, key: string): RawBuilder<Bool> => sql`mapContains(${e}, ${key})`,
  /** The text at a key; NULL where it is null or absent. */
  mapText: (e: E<TextMap>, key: string): RawBuilder<Text | null> => sql`arrayElement(${e}, ${key})`,
} as const

/** `Map(String, Nullable(String))`. */
export type TextMap = Readonly<Record<string, string | null>>
