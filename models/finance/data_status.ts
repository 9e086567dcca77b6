import { type ContractName, contracts } from '../../ingest/contracts/index.ts'
import { notNull } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { QueryCreator } from '../../transforms/sql/query.ts'
import type { Instant, Text } from '../../warehouse/columns.ts'
import { quarantine, sources } from '../sources.ts'
import { SIMULATOR } from '../staging/plausible.ts'

/** Whether a contract's events happen; all others are reference data, valid for years ahead. */
const happens = (name: string) =>
  !name.startsWith('catalogue_') && !['time_zone_offset', 'network_cell', 'network_operator'].includes(name)

interface Landed {
  readonly _source: Text
  /** Stands for the contract’s event time, whatever its name. */
  readonly at: Instant
}

const feeds = Object.entries(sources).flatMap(([key, source]) => {
  const name = source.name.slice('raw.'.length) as ContractName
  return happens(name) ? [{ key, name, time: contracts[name].eventTime as string, source }] : []
})

function counted(q: QueryCreator<Record<string, Landed>>, { key, name, time }: (typeof feeds)[number]) {
  return q
    .selectFrom(`${key} as e`)
    .select((eb) => {
      const at = eb.ref(`e.${time}` as 'e.at')
      return [
        'e._source as feed',
        ch.text(name).as('contract'),
        ch.toLong(ch.count()).as('events'),
        ch.toNullable(ch.min(at)).as('first_event'),
        ch.toNullable(ch.max(at)).as('last_event'),
        ch.toLong(ch.countIf(eb('e._source', '=', SIMULATOR))).as('simulated'),
        ch.toLong(ch.literal(0)).as('quarantined'),
      ]
    })
    .groupBy('e._source')
}

/** How far the data reaches. */
export const dataStatus = model('finance.data_status', {
  ...(Object.fromEntries(feeds.map(({ key, source }) => [key, source])) as typeof sources),
  quarantine,
})
  .describe({
    description: 'Events by feed and contract with the times they cover: the date of the data on every page.',
    columns: {
      simulated: 'Events the simulator made',
      quarantined: 'Records of the feed refused at landing, replayed ones included',
    },
    tags: ['core'],
  })
  .query((q) => {
    const [first, ...rest] = feeds.map((feed) => counted(q as never, feed))
    return rest
      .reduce((all, part) => all.unionAll(part), first!)
      .unionAll(
        (q as unknown as QueryCreator<{ quarantine: { _source: Text; contract: Text | null } }>)
          .selectFrom('quarantine as r')
          .select((eb) => [
            'r._source as feed',
            ch.coalesce(eb.ref('r.contract'), ch.text('unknown')).as('contract'),
            ch.toLong(ch.literal(0)).as('events'),
            ch.null<Instant>().as('first_event'),
            ch.null<Instant>().as('last_event'),
            ch.toLong(ch.literal(0)).as('simulated'),
            ch.toLong(ch.count()).as('quarantined'),
          ])
          .groupBy(['r._source', 'r.contract']),
      )
  })
  .table({ orderBy: ['contract', 'feed'] })
  .check(notNull('feed', 'contract'))
