import type { AliasedExpression, Expression } from 'kysely'
import type { Day, Decimal } from '../../warehouse/columns.ts'
import type { QueryCreator } from '../sql/query.ts'
import { type Append, type AppendOptions, appendOnly } from './append.ts'
import { type Check, unique } from './check.ts'
import { type Dictionary, type DictionaryKey, dictionary, type Lookups } from './dictionary.ts'
import { type Incremental, type IncrementalOptions, incremental } from './incremental.ts'
import { type IntervalView, type IntervalViewOptions, intervalView } from './interval-view.ts'
import { type Refs, type Relation, type RelationName, type RowOf, splitName } from './relation.ts'
import { type KeyColumn, type Snapshot, type SnapshotOptions, snapshot, type Validity } from './snapshot.ts'

export type { RowOf } from './relation.ts'

/** The refs of a query as kysely's database: each name with its row. */
export type DatabaseOf<R extends Refs> = { [K in keyof R & string]: RowOf<R[K]> }
type Flatten<T> = { [K in keyof T]: T[K] } & {}

/** What a query may do beyond kysely. */
export interface Context<R extends Refs> extends Lookups<R> {
  /** `q.selectFrom(final('usage', 'u'))`: reads a ref with FINAL, optionally a sample in (0, 1] of it. */
  final<K extends keyof R & string, A extends string>(
    ref: K,
    alias: A,
    sample?: number,
  ): AliasedExpression<RowOf<R[K]>, A>
}

export type Build<R extends Refs, Row> = (q: QueryCreator<DatabaseOf<R>>, context: Context<R>) => Expression<Row>
/** A build whose refs are known only at run time. */
export type AnyBuild = (q: QueryCreator<Record<string, never>>, context: Context<Refs>) => Expression<unknown>

export interface Description {
  /** One sentence: what a row is. */
  readonly description: string
  /** Definitions of columns, with units, for the reference page. Columns it names must exist. */
  readonly columns?: Readonly<Record<string, string>>
  readonly tags?: readonly string[]
  readonly owner?: string
}

export interface TableOptions<Column extends string> {
  /** Sorting key, most selective reading first; may hold nullable columns. */
  readonly orderBy: readonly Column[]
  readonly partitionBy?: Column | `toYYYYMM(${Column})`
  /** On a cluster, rows lie on the shard that this column's value says; without it every node has all of them. */
  readonly shardBy?: Column
}

export type Materialization =
  | { readonly kind: 'view'; readonly intervals?: IntervalView; readonly shards?: number }
  | ({
      readonly kind: 'table'
      /** How many shards of a cluster it lies on; absent on one node. */
      readonly shards?: number
      readonly incremental?: Incremental
      readonly append?: Append
      readonly snapshot?: Snapshot
      readonly dictionary?: DictionaryKey
    } & TableOptions<string>)

/** A model: a query with a home. */
export interface Model<Name extends string = string, out Row = unknown> extends Relation<Name, Row> {
  readonly kind: 'model'
  readonly refs: Refs
  readonly description: Description
  readonly materialized: Materialization
  readonly checks: readonly Check<never>[]
  readonly query: AnyBuild
  /** The same model with more checks: `.check(notNull('bill_no'), unique('bill_no'))`. Columns are checked against the row. */
  check(...checks: readonly Check<Row>[]): Model<Name, Row>
}

/** A query without a home yet. Columns named from here on are checked against its output. */
export interface Draft<Name extends string, Row, R extends Refs = Refs> {
  /**
   * Stored as a query: cheap to build, computed at every read. Where incremental models read it by interval, say how its
   * intervals are made, or they are told by reading it whole: `.view({ time: 'started_at', from: { usage: 'started_at' } })`.
   */
  view(intervals?: IntervalViewOptions<Row, R>): Model<Name, Row>
  /** Stored as rows. */
  table(options: TableOptions<keyof Row & string>): Model<Name, Row>
  /**
   * Stored as rows, one partition a day or month; a run builds only the intervals whose inputs changed:
   * `.incremental({ orderBy: ['cell_id'], interval: 'day', time: 'hour', from: { usage: 'started_at' } })`.
   */
  incremental(options: IncrementalOptions<Row, R>): Model<Name, Row>
  /**
   * Stored as rows that stay: a run adds what newly landed batches of a source give, each batch once:
   * `.append({ orderBy: ['started_at'], from: 'usage' })`.
   */
  append(options: AppendOptions<Row, R>): Model<Name, Row>
  /**
   * Stored as the history of what the query gives, in `valid_from` and `valid_to`; what the query no longer gives ends:
   * `.snapshot({ key: ['customer_id'], updated: 'updated_at' })`.
   */
  snapshot(options: SnapshotOptions<Row>): Model<Name, Flatten<Row & Validity>>
  /**
   * Stored as rows and held in memory by key, each key once: `.dictionary({ key: ['zone'] })`. Other models look it up with
   * `dictGet`; every build has a dictionary of its own, so that a reader sees a run whole.
   */
  dictionary<const K extends KeyColumn<Row>>(options: { readonly key: readonly K[] }): Dictionary<Name, Row, K>
}

/** Columns of a product of decimals whose scale nobody has said; `Day` tells them from plain strings, which take any. */
type Unpinned<Row> = {
  [K in keyof Row]: Decimal extends NonNullable<Row[K]> ? (Day extends NonNullable<Row[K]> ? never : K) : never
}[keyof Row]

// A query with an error of its own has the row `any`: that error is enough.
type Pinned<Row> = unknown extends Row ? true : [Unpinned<Row>] extends [never] ? true : false

/** In place of a draft where a decimal's scale is open. */
export interface ScaleMissing<Column> {
  readonly 'cast these columns with ch.decimal(..., scale) before they leave the model': Column
}

/** In place of a draft where the query has totals. */
export interface TotalsNotStored {
  readonly 'a model is rows, and WITH TOTALS answers beside them': 'group once more without it, or read it with a query'
}

// A row known only at run time (`string extends keyof Row`) has every name: the plan says of such a query.
type Totalled<Row> = string extends keyof Row ? false : '~totals' extends keyof Row ? true : false

type DraftOf<Name extends string, Row, R extends Refs> =
  Pinned<Row> extends true
    ? Totalled<Row> extends true
      ? TotalsNotStored
      : Draft<Name, Flatten<Row>, R>
    : ScaleMissing<Unpinned<Row>>

export interface Opening<Name extends string, R extends Refs> {
  /** What the model is for people: shown on its reference page, and used by `tag:` selection. */
  describe(description: Description): Opening<Name, R>
  query<Row>(build: Build<R, Row>): DraftOf<Name, Row, R>
}

/**
 * Declares a model. Its row type is inferred from the query; nobody writes an interface.
 * `model('rating.calls', { usage }).query((q) => q.selectFrom('usage as u').select(['u.event_id'])).table({ orderBy: ['event_id'] })`
 *
 * The steps are separate calls so that tsc has settled the row before it checks `orderBy`.
 */
export function model<const Name extends RelationName, R extends Refs>(name: Name, refs: R): Opening<Name, R> {
  splitName(name)
  const opening = (description: Description): Opening<Name, R> => ({
    describe: opening,
    query: ((build: AnyBuild): Draft<Name, unknown, Refs> => ({
      view: (intervals) => home(name, refs, description, build, viewOf(name, refs, intervals), []),
      table: (options) => home(name, refs, description, build, { kind: 'table', ...options }, []),
      incremental: (options) => home(name, refs, description, build, incremental(name, refs, options), []),
      append: (options) => home(name, refs, description, build, appendOnly(name, refs, options), []),
      snapshot: (options) => home(name, refs, description, build, snapshot(name, options), []),
      // Of two entries of one key a dictionary would keep either.
      dictionary: (options) =>
        home(name, refs, description, build, dictionary(name, options), [unique(...options.key)]) as never,
    })) as unknown as Opening<Name, R>['query'],
  })
  return opening({ description: '' })
}

function viewOf(name: string, refs: Refs, intervals: IntervalViewOptions<never, Refs> | undefined): Materialization {
  return intervals === undefined ? { kind: 'view' } : { kind: 'view', intervals: intervalView(name, refs, intervals) }
}

function home<Name extends string, Row>(
  name: Name,
  refs: Refs,
  description: Description,
  query: AnyBuild,
  materialized: Materialization,
  checks: readonly Check<never>[],
): Model<Name, Row> {
  return Object.freeze({
    kind: 'model',
    name,
    refs,
    description,
    query,
    materialized,
    checks,
    check: (...more: readonly Check<Row>[]) =>
      home<Name, Row>(name, refs, description, query, materialized, [...checks, ...more]),
  })
}
