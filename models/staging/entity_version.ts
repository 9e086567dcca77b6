import type { AliasedExpression, Expression } from 'kysely'
import type { Contract, Field } from '../../ingest/contracts/contract.ts'
import {
  type ChangeableField,
  changeableFields,
  type EntityName,
  entities,
  requiredFields,
} from '../../ingest/contracts/entity.ts'
import type { MetadataColumns } from '../../ingest/contracts/source_columns.ts'
import { notNull, unique } from '../../transforms/project/check.ts'
import { type Model, model } from '../../transforms/project/model.ts'
import { over, rowsBetween } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { Window } from '../../transforms/sql/window.ts'
import { type Bool, type Column, type Instant, type RowOfColumns, type Text, t } from '../../warehouse/columns.ts'
import { sources } from '../sources.ts'
import { lastLanded } from './deduplicate.ts'
import { openEnd } from './open_end.ts'

export type FieldsOf<E extends EntityName> = (typeof entities)[E]['fields']
type Told<F> =
  F extends Field<infer T> ? (F extends { readonly otherwise: string | number | boolean } ? T : T | null) : never

/** What every version says, whatever it is of. */
export interface VersionBase {
  system: Text
  entity_id: Text
  valid_from: Instant
  valid_to: Instant
  is_current: Bool
  is_deleted: Bool
  creation_seen: Bool
  is_stale: Bool
  missing: Text
}

/** A state of a record, as far as it was told: the fields of its contract, null where nothing has set them. */
export type VersionRow<E extends EntityName> = VersionBase & {
  [K in ChangeableField<E>]: Told<FieldsOf<E>[K]>
} & RowOfColumns<MetadataColumns>

// Columns whose names are known only when the model is made, apart from those that have types.
type Landed = AliasedExpression<unknown, `_${string}`>
type ToldField = AliasedExpression<unknown, `told_${string}`>

const landed = ['_source', '_partition', '_position', '_batch', '_landed_at'] as const

/**
 * Folds the changes of an entity's records into their states over time: each field holds what the latest change that
 * named it has said. The order is the system's own, so the order of arrival does not matter.
 */
export function entityVersion<const E extends EntityName>(entity: E): Model<`staging.${E}_version`, VersionRow<E>> {
  const { fields } = entities[entity] as unknown as Contract
  const names = changeableFields(entity)
  const required = requiredFields(entity)
  const built = model(`staging.${entity}_version`, { change: sources.entityChange })
    .describe({
      description: `States of every ${entity} that systems tell change by change, each in force for [valid_from, valid_to).`,
      columns: {
        system: 'The system that keeps the record',
        entity_id: 'Its id there',
        valid_from: 'When the change was made; of several changes of one instant the last one counts',
        valid_to: 'The next change, not included; 2120-01-01 for the latest state',
        is_current: 'The latest state',
        is_deleted: 'Deleted in its system and not restored since',
        creation_seen: 'Its creation, or a snapshot of it, has landed: what is null is nothing, not unknown',
        is_stale:
          'The system has told of a change without saying what, and the record (of `*`: no record) was exported since',
        missing: 'Fields that the contract requires and no change has set, comma separated; such a state joins nothing',
      },
      tags: ['core', 'crm'],
    })
    .query((q) =>
      q
        .with('sent', (w) =>
          w
            .selectFrom('change as c')
            .selectAll('c')
            .where('c.entity', '=', entity)
            .$call(
              lastLanded((eb) => [
                eb.ref('c.system'),
                eb.ref('c.entity_id'),
                eb.ref('c.changed_at'),
                eb.ref('c.commit_number'),
                eb.ref('c.sequence_number'),
              ]),
            ),
        )
        .with('told', (w) =>
          w.selectFrom('sent as s').select((eb) => {
            const named = ch.jsonMap(eb.ref('s.fields'))
            // A field that the change does not name is NULL, one that it sets to nothing an empty text.
            const values = names.map((name) =>
              ch
                .if(
                  ch.mapHas(named, name),
                  ch.coalesce(ch.toNullable(ch.mapText(named, name)), ch.toNullable(ch.text(''))),
                  ch.null<Text>(),
                )
                .as(`told_${name}`),
            )
            const whole = eb('s.operation', 'in', ['create', 'undelete', 'snapshot'])
            return [
              's.system',
              's.entity_id',
              's.changed_at',
              's.commit_number',
              's.sequence_number',
              ch
                .multiIf<boolean | null>(
                  [
                    [whole, ch.literal<boolean>(false)],
                    [eb('s.operation', '=', 'delete'), ch.literal<boolean>(true)],
                  ],
                  ch.null(),
                )
                .as('deletes'),
              ch
                .multiIf<boolean | null>(
                  [
                    [whole, ch.literal<boolean>(false)],
                    [eb('s.operation', '=', 'gap'), ch.literal<boolean>(true)],
                  ],
                  ch.null(),
                )
                .as('gap'),
              ch.toBool(whole).as('whole'),
              ...landed.map((name) => eb.ref(`s.${name}`).as(name) as Landed),
              ...(values as readonly ToldField[]),
            ] as const
          }),
        )
        .with('folded', (w) =>
          w.selectFrom('told as t').select((eb) => {
            const order = {
              partitionBy: [eb.ref('t.system'), eb.ref('t.entity_id')],
              orderBy: [eb.ref('t.changed_at'), eb.ref('t.commit_number'), eb.ref('t.sequence_number')],
            }
            const soFar = { ...order, frame: rowsBetween('unbounded', 0) } as const
            // anyLast passes over NULL: what was not told keeps what was told before.
            const last = <T>(value: Expression<T>) => over(ch.anyLast(value), soFar)
            const no = ch.literal<boolean>(false)
            const wholeLanded = (window: Window) => over(ch.maxIf(eb.ref('t._landed_at'), eb.ref('t.whole')), window)
            return [
              't.system',
              't.entity_id',
              't.changed_at',
              over(ch.lead(eb.ref('t.changed_at')), order).as('next_at'),
              ch.toBool(ch.coalesce(last(eb.ref('t.deletes')), no)).as('is_deleted'),
              ch.toBool(ch.coalesce(last(eb.ref('t.gap')), no)).as('after_gap'),
              last(
                ch.if(ch.toBool(ch.coalesce(eb.ref('t.gap'), no)), ch.toNullable(eb.ref('t._landed_at')), ch.null()),
              ).as('gap_landed_at'),
              ch
                .if(
                  eb('t.entity_id', '=', '*'),
                  wholeLanded({ partitionBy: [eb.ref('t.system')] }),
                  wholeLanded({ partitionBy: order.partitionBy }),
                )
                .as('whole_landed_at'),
              ch.toBool(over(ch.max(eb.ref('t.whole')), soFar)).as('creation_seen'),
              ...landed.map((name) => eb.ref(`t.${name}` as never).as(name) as Landed),
              ...names.map((name) => last(eb.ref(`t.told_${name}` as never)).as(`told_${name}`) as ToldField),
            ] as const
          }),
        )
        .selectFrom('folded as f')
        .where((eb) => eb.or([eb('f.next_at', 'is', null), eb('f.next_at', '>', eb.ref('f.changed_at'))]))
        .select((eb) => {
          const told = (name: string) =>
            ch.nullIf(eb.ref(`f.told_${name}` as never) as Expression<Text | null>, ch.text(''))
          const lacking = required.map((name) => ch.if(ch.isNull(told(name)), ch.text(`${name}, `), ch.text('')))
          const list = lacking.length > 1 ? ch.concat(...lacking) : lacking[0]!
          return [
            'f.system',
            'f.entity_id',
            'f.changed_at as valid_from',
            ch.coalesce(eb.ref('f.next_at'), openEnd()).as('valid_to'),
            ch.toBool(ch.isNull(eb.ref('f.next_at'))).as('is_current'),
            'f.is_deleted',
            'f.creation_seen',
            // An export that lands after the gap has seen what it hides, though it may date the change a little earlier.
            ch
              .toBool(
                eb.and([
                  eb('f.after_gap', '=', true),
                  eb.or([
                    eb('f.whole_landed_at', 'is', null),
                    ch.coalesce(
                      eb('f.whole_landed_at', '<=', eb.ref('f.gap_landed_at')) as Expression<boolean | null>,
                      ch.literal<boolean>(false),
                    ),
                  ]),
                ]),
              )
              .as('is_stale'),
            ch.replaceRegexp(list, ', $', '').as('missing'),
            ...names.map((name) => read(told(name), fields[name]!).as(name)),
            ...landed.map((name) => eb.ref(`f.${name}` as never).as(name) as Landed),
          ] as const
        })
        .$castTo<VersionBase>(),
    )
    .table({ orderBy: ['system', 'entity_id', 'valid_from'] })
    .check(notNull('system', 'entity_id', 'valid_from', 'valid_to'), unique('system', 'entity_id', 'valid_from'))
  return built as unknown as Model<`staging.${E}_version`, VersionRow<E>>
}

/** A field's value of its text, which landing has checked. */
function read(text: Expression<Text | null>, { column, otherwise }: Field<unknown>) {
  const nullable = (column.nullable ? column : t.nullable(column)) as Column<unknown>
  const value = column.kind === 'instant' ? ch.parseInstant(text) : ch.castTo(text, nullable)
  if (otherwise === undefined) return value
  return ch.castTo(ch.coalesce(value as Expression<unknown>, ch.castTo(ch.text(String(otherwise)), column)), column)
}
