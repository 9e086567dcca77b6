import { reconciliation } from '../../transforms/project/reconciliation.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { sources } from '../sources.ts'
import { usageReport } from './usage_report.ts'
import { usageSession } from './usage_session.ts'

export const reportsAreInSessions = reconciliation('landed reports = reports of sessions + sent again', {
  landed: sources.usagePartial,
  report: usageReport,
  session: usageSession,
})
  .by('contract')
  .left((q) =>
    q
      .selectFrom('landed as r')
      .select(() => [ch.text('usage_partial').as('contract'), ch.toLong(ch.count()).as('reports')])
      .having(ch.count(), '>', 0n),
  )
  .right((q) =>
    q
      .selectFrom(
        q
          .selectFrom('session as s')
          .select('s.reports')
          .unionAll(
            q
              .selectFrom('report as r')
              .select(() => ch.count().as('reports'))
              .where('r.fate', '=', 'duplicate'),
          )
          .as('e'),
      )
      .select((eb) => [ch.text('usage_partial').as('contract'), ch.toLong(ch.sum(eb.ref('e.reports'))).as('reports')])
      .having((eb) => eb(ch.sum(eb.ref('e.reports')), '>', 0n)),
  )

export const volumeOfReportsIsOfSessions = reconciliation('what reports add = what sessions hold', {
  report: usageReport,
  session: usageSession,
})
  .by('session_id', 'part')
  .left((q) =>
    q
      .selectFrom('report as r')
      .select((eb) => [
        'r.session_id',
        'r.part',
        ch.toLong(ch.sum(eb.ref('r.added_up'))).as('bytes_up'),
        ch.toLong(ch.sum(eb.ref('r.added_down'))).as('bytes_down'),
      ])
      .groupBy(['r.session_id', 'r.part']),
  )
  .right((q) =>
    q
      .selectFrom('session as s')
      .select((eb) => [
        's.session_id',
        's.part',
        ch.toLong(ch.sum(eb.ref('s.bytes_up'))).as('bytes_up'),
        ch.toLong(ch.sum(eb.ref('s.bytes_down'))).as('bytes_down'),
      ])
      .groupBy(['s.session_id', 's.part']),
  )

/** Fails where reports of one session state amounts in several currencies: only those in its first one are its own. */
export const amountOfReportsIsOfSessions = reconciliation(
  'what reports say was charged = what sessions hold',
  { report: usageReport, session: usageSession },
  { severity: 'warn' },
)
  .by('stated_currency')
  .left((q) =>
    q
      .selectFrom('report as r')
      .select((eb) => [
        ch.coalesce(eb.ref('r.stated_currency'), eb.ref('r.session_currency')).as('stated_currency'),
        ch.decimal(ch.sum(eb.ref('r.added_amount')), 9).as('amount'),
      ])
      .where('r.stated_amount', 'is not', null)
      .where('r.fate', '=', 'kept')
      .groupBy((eb) => ch.coalesce(eb.ref('r.stated_currency'), eb.ref('r.session_currency'))),
  )
  .right((q) =>
    q
      .selectFrom('session as s')
      .select((eb) => [
        's.stated_currency',
        ch.decimal(ch.sum(ch.coalesce(eb.ref('s.stated_amount'), ch.zero(9))), 9).as('amount'),
      ])
      .where('s.stated_amount', 'is not', null)
      .groupBy('s.stated_currency'),
  )

/** Leaving out the parts that used nothing loses no session and no octet. */
export const sessionsAreUses = reconciliation('sessions = sessions with a use', { session: usageSession })
  .by('session_id')
  .left((q) =>
    q
      .selectFrom('session as s')
      .select((eb) => [
        's.session_id',
        ch.toLong(ch.uniqExact(eb.ref('s.session_number'))).as('sessions'),
        ch.toLong(ch.sum(ch.plus(eb.ref('s.bytes_up'), eb.ref('s.bytes_down')))).as('bytes'),
      ])
      .groupBy('s.session_id'),
  )
  .right((q) =>
    q
      .selectFrom('session as s')
      .select((eb) => [
        's.session_id',
        ch.toLong(ch.uniqExact(eb.ref('s.session_number'))).as('sessions'),
        ch.toLong(ch.sum(ch.plus(eb.ref('s.bytes_up'), eb.ref('s.bytes_down')))).as('bytes'),
      ])
      .where('s.carries_use', '=', true)
      .groupBy('s.session_id'),
  )
