import type { Expression, RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { LocalTime } from '../../transforms/sql/result-types.ts'
import type { Instant, Int } from '../../warehouse/columns.ts'

/** An instant on the clock of a zone, by the seconds that `zone_offset` says; UTC where the zone is not in that table. */
export function localTime(at: Expression<Instant>, offset: Expression<Int | null>): RawBuilder<LocalTime> {
  return ch.toLocal(at, ch.coalesce(offset, ch.literal(0)))
}
