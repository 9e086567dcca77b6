/**
 * The shape of a value in a catalogue file. The reader, the JSON Schema, the reference tables and the TypeScript types all
 * come from it, so that nothing about the format is said twice.
 */
export type Shape<T = unknown> = (
  | { readonly is: 'text'; readonly pattern?: RegExp; readonly shape?: string }
  | { readonly is: 'decimal'; readonly min?: string; readonly max?: string; readonly decimals: number }
  | { readonly is: 'whole'; readonly min: number; readonly max: number }
  | { readonly is: 'flag' }
  | { readonly is: 'oneOf'; readonly values: readonly string[] }
  | { readonly is: 'day' }
  | { readonly is: 'instant' }
  | { readonly is: 'localTime' }
  | { readonly is: 'reference'; readonly to: ReferenceTo }
  | { readonly is: 'list'; readonly of: Shape }
  | { readonly is: 'map'; readonly of: Shape }
  | { readonly is: 'record'; readonly record: RecordShape }
) & { readonly type?: T }

/** What a name in a file may refer to. */
export type ReferenceTo = 'zone' | 'calendar' | 'tariff' | 'tax' | 'legal_entity' | 'balance' | 'price'

/** One member of a record: what it may hold, what it means, and what is taken when it is left out. */
export interface Member<T = unknown> {
  readonly shape: Shape
  /** What it means, with its unit. */
  readonly means: string
  readonly example: string
  readonly needed: boolean
  /** As it would be written in the file. */
  readonly otherwise?: string
  readonly type?: T
}

export type Members = Readonly<Record<string, Member>>

export interface RecordShape<M extends Members = Members> {
  readonly name: string
  readonly means: string
  readonly members: M
  readonly rules: readonly RecordRule[]
}

/** What must hold between members of a record; `member` is where the fault is shown. */
export type RecordRule = (
  value: Readonly<Record<string, unknown>>,
) => { readonly member: string; readonly expected: string } | undefined

/** The value of a record as it is read: members that were left out and have no default are undefined. */
export type ValueOf<R> =
  R extends RecordShape<infer M> ? { readonly [K in keyof M]: NonNullable<M[K]['type']> | Missing<M[K]> } : never
type Missing<M> = M extends { readonly needed: true }
  ? never
  : M extends { readonly otherwise: string }
    ? never
    : undefined

const shape = <T>(value: Shape<T>): Shape<T> => Object.freeze(value)
export const text = shape<string>({ is: 'text' })
export const identifier = shape<string>({
  is: 'text',
  pattern: /^[A-Za-z0-9][A-Za-z0-9._:/ -]{0,99}$/,
  shape: 'letters, digits and . _ : / - (100 at most)',
})
/** An identifier, or `*` for whatever it is. */
export const identifierOrAll = shape<string>({
  is: 'text',
  pattern: /^(\*|[A-Za-z0-9][A-Za-z0-9._:/ -]{0,99})$/,
  shape: 'an id, or *',
})
export const patterned = (pattern: RegExp, said: string) => shape<string>({ is: 'text', pattern, shape: said })
/** Exact, never a JS number; nine decimals at most unless told otherwise. */
export const decimal = (min?: string, max?: string, decimals = 9) =>
  shape<string>({
    is: 'decimal',
    decimals,
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  })
/** An amount of money as events hold it: fifteen digits, three decimals. */
export const amount = (min = '-999999999999999.999') => decimal(min, '999999999999999.999', 3)
/** A price of use as rows of the catalogue hold it: below a thousand million, nine decimals. */
export const price = (min?: string) => decimal(min, '999999999.999999999')
/** What is due for a period, or once: below 10^15, so that an enterprise's plan in VND or IDR fits. */
export const sum = (min?: string) => decimal(min, '999999999999999.999999999')
export const whole = (min = 0, max = Number.MAX_SAFE_INTEGER) => shape<number>({ is: 'whole', min, max })
export const flag = shape<boolean>({ is: 'flag' })
export const day = shape<string>({ is: 'day' })
export const instant = shape<string>({ is: 'instant' })
/** A date (local midnight), a local time, or an instant; kept as it was written, for its reader knows the zone. */
export const localTime = shape<string>({ is: 'localTime' })
export const oneOf = <const V extends string>(...values: readonly V[]) => shape<V>({ is: 'oneOf', values })
export const reference = (to: ReferenceTo) => shape<string>({ is: 'reference', to })
export const list = <T>(of: Shape<T>) => shape<readonly T[]>({ is: 'list', of })
export const map = <T>(of: Shape<T>) => shape<Readonly<Record<string, T>>>({ is: 'map', of })
export const nested = <R extends RecordShape>(record: R) => shape<ValueOf<R>>({ is: 'record', record })

type Defined<T, Needed extends boolean, Otherwise> = Member<T> & { readonly needed: Needed } & Otherwise
/** A member that must be given. */
export function needed<T>(of: Shape<T>, means: string, example: string): Defined<T, true, object> {
  return Object.freeze({ shape: of, means, example, needed: true })
}
/** A member that may be left out, and then says nothing. */
export function optional<T>(of: Shape<T>, means: string, example: string): Defined<T, false, object> {
  return Object.freeze({ shape: of, means, example, needed: false })
}
/** A member that is `otherwise` when left out; for a list `''` is the empty one. */
export function defaulted<T>(
  of: Shape<T>,
  otherwise: string,
  means: string,
  example: string,
): Defined<T, false, { readonly otherwise: string }> {
  return Object.freeze({ shape: of, means, example, needed: false, otherwise })
}

export function record<const M extends Members>(
  name: string,
  means: string,
  members: M,
  rules: readonly RecordRule[] = [],
): RecordShape<M> {
  return Object.freeze({ name, means, members, rules })
}
