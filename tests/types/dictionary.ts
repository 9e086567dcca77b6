// Read by tsc only: every line under @ts-expect-error must fail to compile, or tsc reports the directive as unused.
import { notNull } from '../../transforms/project/check.ts'
import { model, type RowOf } from '../../transforms/project/model.ts'
import { source } from '../../transforms/project/source.ts'
import { type Bool, type Decimal, type Text, t } from '../../warehouse/columns.ts'

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const same = <A, B>(_yes: Same<A, B>) => {}

const usage = source('raw.usage', { zone: t.string, network: t.nullable(t.string), day: t.date })
const rates = source('raw.rates', { zone: t.string, price: t.decimal(18, 9), note: t.nullable(t.string) })
const draft = model('rating.rate', { rates }).query((q) =>
  q.selectFrom('rates as r').select(['r.zone', 'r.price', 'r.note']),
)
const rate = draft.dictionary({ key: ['zone'] }).check(notNull('price'))
const plain = draft.table({ orderBy: ['zone'] })
// @ts-expect-error a key is never NULL
draft.dictionary({ key: ['note'] })
// @ts-expect-error a key is a column
draft.dictionary({ key: ['zones'] })

const rated = model('x.y', { usage, rate, plain })
  .query((q, { dictGet, dictGetOrNull, dictHas }) =>
    q
      .selectFrom('usage as u')
      .select((eb) => [
        dictGet('rate', 'price', { zone: eb.ref('u.zone') }).as('price'),
        dictGet('rate', 'note', { zone: eb.ref('u.zone') }).as('note'),
        dictGetOrNull('rate', 'price', { zone: eb.ref('u.zone') }).as('maybe'),
        dictHas('rate', { zone: eb.ref('u.zone') }).as('known'),
      ]),
  )
  .view()
same<RowOf<typeof rated>, { price: Decimal<9>; note: Text | null; maybe: Decimal<9> | null; known: Bool }>(true)

model('x.z', { usage, rate, plain }).query((q, { dictGet }) =>
  q.selectFrom('usage as u').select((eb) => [
    // @ts-expect-error no dictionary
    dictGet('plain', 'price', { zone: eb.ref('u.zone') }).as('a'),
    // @ts-expect-error nor is a source
    dictGet('usage', 'zone', { zone: eb.ref('u.zone') }).as('b'),
    // @ts-expect-error no such column
    dictGet('rate', 'prize', { zone: eb.ref('u.zone') }).as('c'),
    // @ts-expect-error the key is missing
    dictGet('rate', 'price', {}).as('d'),
    // @ts-expect-error a key is never NULL
    dictGet('rate', 'price', { zone: eb.ref('u.network') }).as('e'),
    // @ts-expect-error a day is no zone
    dictGet('rate', 'price', { zone: eb.ref('u.day') }).as('f'),
    // @ts-expect-error not part of the key
    dictGet('rate', 'price', { zone: eb.ref('u.zone'), day: eb.ref('u.day') }).as('g'),
  ]),
)
