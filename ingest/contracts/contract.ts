import type { Column, Columns, Decimal, Instant } from '../../warehouse/columns.ts'

/** A field of an event: its column, its meaning, and what values are allowed. */
export interface Field<T> {
  readonly column: Column<T>
  /** What it means, with its unit. */
  readonly is: string
  readonly example: string
  /** Stored when the event does not say. A field without a default must be given, unless it is nullable. */
  readonly otherwise?: string | number | boolean
  /** Smallest and largest value of a number, inclusive; as text where it has more decimals than a number shows. */
  readonly min?: number | string
  readonly max?: number | string
  /** Shape of a text, and how to say it to a person. */
  readonly pattern?: RegExp
  readonly shape?: string
  /** Personal data: left out of marts and of the grants of analysts. */
  readonly personal?: boolean
}

type FieldOptions = Omit<Field<unknown>, 'column' | 'is' | 'example'>

export type Fields = Readonly<Record<string, Field<unknown>>>

/** What an event is. Table, validator, encoder, model source and reference page are all derived from it. */
export interface Contract<
  Name extends string = string,
  F extends Fields = Fields,
  Time extends keyof F & string = keyof F & string,
> {
  readonly name: Name
  readonly description: string
  readonly fields: F
  /** The field that says when it happened; its day leads the table's ordering key. */
  readonly eventTime: Time
  /**
   * Fields that tell whether two events are the same one. Where one of them is null the event's position is its identity:
   * two equal lines in one file are then two events.
   */
  readonly identity: readonly (keyof F & string)[]
  /** Which of several events of one identity counts: the first landed, or the last (states that are sent again). */
  readonly keep: 'first' | 'last'
  /** Days between two events of one identity beyond which they are no duplicates. */
  readonly horizonDays: number
  /** What must hold between fields. */
  readonly rules: readonly Rule[]
}

/**
 * Answers the field at fault and what was expected, or undefined. Values are as given by the mapping. `got` is told where
 * the fault lies within the field.
 */
export type Rule = (
  event: Readonly<Record<string, unknown>>,
) => { readonly field: string; readonly expected: string; readonly got?: unknown } | undefined

/** What a mapping may write for a column: never a JS number for money; whole numbers and instants in any exact form. */
type Given<T> = T extends string
  ? string extends T
    ? T extends Decimal
      ? string | bigint
      : T extends Instant
        ? string | Date
        : string
    : T
  : T extends bigint | number
    ? number | bigint | string
    : T
type InputValue<T> = null extends T ? Given<NonNullable<T>> | null | undefined : Given<T>
type Optional<F extends Fields> = {
  [K in keyof F]: F[K] extends { readonly otherwise: string | number | boolean }
    ? K
    : F[K] extends Field<infer T>
      ? null extends T
        ? K
        : never
      : never
}[keyof F]

/** An event as a mapping writes it: nullable fields and fields with a default may be left out. */
export type EventInput<F extends Fields> = {
  readonly [K in Exclude<keyof F, Optional<F>>]: F[K] extends Field<infer T> ? InputValue<T> : never
} & {
  readonly [K in Optional<F>]?: F[K] extends Field<infer T> ? InputValue<T> | undefined : never
}

export type ColumnsOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? Column<T> : never }

/** `field(t.uint32, 'Charged duration in seconds', '61', { otherwise: 0 })` */
export function field<T, const O extends FieldOptions = object>(
  column: Column<T>,
  is: string,
  example: string,
  options?: O,
): Field<T> & O {
  return Object.freeze({ column, is, example, ...options }) as Field<T> & O
}

/** Defines an event; `payment.ts` is a whole one. Unless told otherwise the first landed counts, within 45 days. */
export function contract<
  const Name extends string,
  const F extends Fields,
  const Time extends keyof F & string,
>(definition: {
  readonly name: Name
  readonly description: string
  readonly eventTime: Time
  readonly identity: readonly (keyof F & string)[]
  readonly keep?: 'first' | 'last'
  readonly horizonDays?: number
  readonly rules?: readonly Rule[]
  readonly fields: F
}): Contract<Name, F, Time> {
  return Object.freeze({ keep: 'first', horizonDays: 45, rules: [], ...definition }) as Contract<Name, F, Time>
}

/** The contract's own columns, in order. */
export function contractColumns<F extends Fields>(contract: Contract<string, F>): ColumnsOf<F> {
  return Object.fromEntries(
    Object.entries(contract.fields).map(([name, field]) => [name, field.column]),
  ) as Columns as ColumnsOf<F>
}
