// Read by tsc only: every line under @ts-expect-error must fail to compile, or tsc reports the directive as unused.
import { model, type RowOf } from '../../transforms/project/model.ts'
import { source } from '../../transforms/project/source.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { type Decimal, type Int, type Text, t } from '../../warehouse/columns.ts'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_yes: Same<A, B>) => {}

const usage = source('raw.usage', { event_id: t.string, zone: t.string, seconds: t.uint32 })
const rate = source('raw.rate', {
  zone: t.nullable(t.string),
  price: t.decimal(18, 9),
  service: t.oneOf('voice', 'sms'),
})
const both = model('x.y', { usage, rate })

const joined = both
  .query((q) =>
    q
      .with('rate', (w) => w.selectFrom('rate as r').select(['r.zone', 'r.price', 'r.service']))
      .selectFrom('usage as u')
      .innerJoin('rate', 'rate.price', 'u.seconds')
      .leftJoin(
        (w) => w.selectFrom('rate as r').select(['r.zone', 'r.price']).distinct().as('d'),
        (join) => join.onRef('d.zone', '=', 'u.zone').on('d.price', '>', '0'),
      )
      .select((eb) => [
        'zone',
        'event_id as id',
        'u.seconds as s',
        'd.price',
        eb
          .selectFrom('rate as x')
          .select((s) => ch.max(s.ref('u.seconds')).as('m'))
          .whereRef('x.zone', '=', 'u.zone')
          .as('most'),
      ]),
  )
  .view()
// A bare name that several tables have is any of theirs; of a left join NULL too; a subquery's only value may be missing.
same<RowOf<typeof joined>, { zone: Text | null; id: Text; s: Int; price: Decimal<9> | null; most: Int | null }>(true)

const kept = both
  .query((q) =>
    q
      .selectFrom('usage as u')
      .rightJoin('rate as r', 'r.zone', 'u.zone')
      .leftJoin('rate as n', (join) => join.onRef('n.price', '=', 'r.price'))
      .select(['r.price', 'u.seconds', 'n.zone as next']),
  )
  .view()
same<RowOf<typeof kept>, { price: Decimal<9>; seconds: Int | null; next: Text | null }>(true)

const all = both
  .query((q) => q.selectFrom('usage as u').crossJoin('rate as r').selectAll('u').select('r.price as r_price'))
  .view()
same<RowOf<typeof all>['r_price'], Decimal<9>>(true)
same<RowOf<typeof all>['event_id'], Text>(true)

both.query((q) => {
  const from = q.selectFrom('usage as u').leftJoin('rate as r', 'r.zone', 'u.zone')
  from.where((eb) =>
    eb(
      eb.refTuple('u.event_id', 'u.seconds'),
      'in',
      q.selectFrom('usage').select(['event_id', 'seconds']).$asTuple('event_id', 'seconds'),
    ),
  )
  // @ts-expect-error tuples of other types
  from.where((eb) => eb(eb.refTuple('u.event_id'), 'in', q.selectFrom('usage').select('seconds').$asTuple('seconds')))
  // @ts-expect-error no such column to compare
  from.whereRef('u.zone', '=', 'r.zones')
  // @ts-expect-error nor to sort by
  from.select('u.zone').orderBy('zones')
  // @ts-expect-error nor to group by
  from.select('u.zone').groupBy('u.zones')
  // @ts-expect-error no such table
  from.selectAll('x')
  // @ts-expect-error nor to join
  from.innerJoin('rates as x', 'x.zone', 'u.zone')
  // @ts-expect-error the table that is joined has no such column
  from.innerJoin('rate as x', 'x.zones', 'u.zone')
  // @ts-expect-error a condition compares values of one type
  from.innerJoin('rate as x', (join) => join.on('x.price', '>', 0.5))
  // @ts-expect-error not one of the closed list
  from.having('r.service', '=', 'fax')
  // @ts-expect-error a list of other values
  from.where('r.service', 'in', ['voice', 'fax'])
  // @ts-expect-error a subquery of other values
  from.where((eb) => eb('u.seconds', 'in', eb.selectFrom('rate as x').select('x.zone')))
  // @ts-expect-error a union's sides have the same columns
  from.select('u.zone').unionAll(q.selectFrom('usage as u').select('u.event_id'))
  // @ts-expect-error of the same types
  from.select('u.seconds as n').unionAll(q.selectFrom('usage as u').select('u.zone as n'))
  const zones = q.with('c', (w) => w.selectFrom('usage').select('zone')).selectFrom('c')
  // @ts-expect-error a common table expression has what it selects
  zones.select('seconds')
  return from.select((eb) => ch.sum(eb.ref('u.seconds')).as('s'))
})
