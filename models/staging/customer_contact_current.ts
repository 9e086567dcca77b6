import { notNull, unique } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { latestState } from './deduplicate.ts'
import { customerContactWhole } from './entity_wholes.ts'

/**
 * Latest contact data of every customer: personal data. A CRM keeps several records of how to reach one customer; each
 * field is that of the customer's own record, else of the contact changed last that has one.
 */
export const customerContactCurrent = model('staging.customer_contact_current', {
  customerContact: customerContactWhole,
})
  .describe({
    description:
      'Latest contact data of every customer: personal data. Each field is that of the customer’s own record, else of the contact changed last that has one.',
    tags: ['core'],
  })
  .query((q) =>
    q
      .with('record', (w) =>
        w
          .selectFrom('customerContact as s')
          .selectAll('s')
          .$call(latestState('updated_at', (eb) => [eb.ref('s.record_id')])),
      )
      .with('ranked', (w) =>
        w
          .selectFrom('record as r')
          .selectAll('r')
          .select((eb) => [
            ch
              .tuple(eb('r.record_id', '=', eb.ref('r.customer_id')), eb.ref('r.updated_at'), eb.ref('r.record_id'))
              .as('precedence'),
            ch
              .coalesce(
                eb.ref('r.name'),
                ch.nullIf(
                  ch.trim(
                    ch.concat(
                      ch.coalesce(eb.ref('r.given_name'), ch.text('')),
                      ch.text(' '),
                      ch.coalesce(eb.ref('r.family_name'), ch.text('')),
                    ),
                  ),
                  ch.text(''),
                ),
              )
              .as('full_name'),
          ])
          .where('r.is_deleted', '=', false),
      )
      .selectFrom('ranked as r')
      .select((eb) => {
        const first = ch.argMax
        const by = eb.ref('r.precedence')
        return [
          'r.customer_id',
          ch.max(eb.ref('r.updated_at')).as('updated_at'),
          first(eb.ref('r.full_name'), by).as('name'),
          first(eb.ref('r.given_name'), by).as('given_name'),
          first(eb.ref('r.family_name'), by).as('family_name'),
          first(eb.ref('r.email'), by).as('email'),
          first(eb.ref('r.phone'), by).as('phone'),
          first(eb.ref('r.street'), by).as('street'),
          first(eb.ref('r.city'), by).as('city'),
          first(eb.ref('r.postal_code'), by).as('postal_code'),
          first(eb.ref('r.birth_date'), by).as('birth_date'),
          first(eb.ref('r._source'), by).as('_source'),
          ch.max(eb.ref('r._landed_at')).as('_landed_at'),
        ]
      })
      .groupBy('r.customer_id'),
  )
  .table({ orderBy: ['customer_id'] })
  .check(notNull('customer_id'), unique('customer_id'))
