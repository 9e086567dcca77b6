import type { AliasableExpression, AliasedExpression, Expression, ExpressionWrapper } from 'kysely'
import type { Contract } from '../../ingest/contracts/contract.ts'
import { type EntityName, entities, entityKeys } from '../../ingest/contracts/entity.ts'
import type { SourceColumns } from '../../ingest/contracts/source_columns.ts'
import { type Model, model } from '../../transforms/project/model.ts'
import type { Relation } from '../../transforms/project/relation.ts'
import type { Source } from '../../transforms/project/source.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Bool, Column, RowOfColumns, Text } from '../../warehouse/columns.ts'
import type { FieldsOf, VersionBase } from './entity_version.ts'

/** A whole state of an entity, as its contract has it. */
export type WholeRow<E extends EntityName> = RowOfColumns<SourceColumns<FieldsOf<E>>> & {
  /** The record that says so: of a contact, the account's own or one of its contacts'. */
  record_id: Text
  is_deleted: Bool
}

type Row = Readonly<Record<string, unknown>>
type Ref = <T = Text>(column: string) => ExpressionWrapper<never, never, T>
/** What a deletion, or another field, makes of a field. */
type Derived = Readonly<Record<string, (ref: Ref) => Expression<unknown>>>

const landed = ['_source', '_partition', '_position', '_batch', '_landed_at'] as const

const closed: Derived = {
  status: (ref) => ch.if<Text>(ref<boolean>('is_deleted'), ch.text('closed'), ref('status')),
}

/** A deleted customer buys nothing and a deleted line is used no more: what hangs on them stays explicable. */
const derived: Partial<Readonly<Record<EntityName, Derived>>> = {
  customer: closed,
  billing_account: closed,
  subscription: {
    status: (ref) => ch.if<Text>(ref<boolean>('is_deleted'), ch.text('terminated'), ref('status')),
    status_reason: (ref) =>
      ch.multiIf<Text | null>(
        [
          [ref<boolean>('is_deleted'), ch.text('deleted')],
          // The contract wants a reason of a line that ends.
          [
            ch.same<Text>(ref('status'), ch.text('terminated')),
            ch.coalesce(ref<Text | null>('status_reason'), ch.text('not stated')),
          ],
        ],
        ref<Text | null>('status_reason'),
      ),
  },
}

/** States of an entity that were sent whole, together with those folded from changes that lack nothing. */
export function entityWhole<const E extends EntityName>(
  entity: E,
  sent: Source,
  version: Relation<string, VersionBase>,
): Model<`staging.${E}_whole`, WholeRow<E>> {
  const { fields, eventTime } = entities[entity] as unknown as Contract
  const key = entityKeys[entity]
  const names = Object.keys(fields)
  const built = model(`staging.${entity}_whole`, { sent: sent as Relation<string, Row>, version })
    .describe({
      description: `Every state of a ${entity}: sent whole, or folded from changes and lacking nothing. One state may be there twice.`,
      columns: {
        record_id: 'Id of the record that says so, in its system',
        is_deleted: 'The record was deleted: the state is what remains of it',
      },
      tags: ['core', 'crm'],
    })
    .query((q) =>
      q
        .selectFrom('sent as s')
        .select((eb) => [
          ...[...names, ...landed].map((name) => eb.ref(`s.${name}`).as(name)),
          eb.ref(`s.${key ?? 'customer_id'}`).as('record_id'),
          ch.toBool(ch.literal<boolean>(false)).as('is_deleted'),
        ])
        .unionAll(
          q
            .selectFrom('version as v')
            .where('v.missing', '=', '')
            .select((eb) => {
              const ref: Ref = (column) => eb.ref(`v.${column}` as never) as never
              const value = (name: string): AliasableExpression<unknown> => {
                if (name === eventTime) return ref('valid_from')
                if (name === key) return ref('entity_id')
                const make = derived[entity]?.[name]
                const column = fields[name]!.column as Column<unknown>
                if (make) return ch.castTo(make(ref), column)
                return column.nullable ? ref(name) : ch.castTo(ch.notNull(ref(name)), column)
              }
              return [
                ...names.map((name) => value(name).as(name)),
                ...landed.map((name) => ref(name).as(name)),
                ref('entity_id').as('record_id'),
                ref('is_deleted').as('is_deleted'),
              ] as readonly AliasedExpression<unknown, string>[]
            }) as never,
        )
        .$castTo<Row>(),
    )
    .view()
  return built as never
}
