import type { Databases } from '../ingest/landing/databases.ts'
import { type FeedActivity, feedActivity } from '../ingest/landing/feed_activity.ts'
import { type FeedStatus, feedStatus } from '../ingest/landing/status.ts'
import { alarm, alarmKinds } from '../models/feeds/alarm.ts'
import { usageDuplicate } from '../models/staging/usage_duplicate.ts'
import type { Relation } from '../transforms/project/relation.ts'
import { splitName } from '../transforms/project/relation.ts'
import { type Answer, ask } from '../transforms/run/ask.ts'
import { ch } from '../transforms/sql/functions.ts'
import type { Warehouse } from '../warehouse/connect.ts'
import { relationColumns } from '../warehouse/inspect.ts'

/** One feed as `trunkline status` tells it. */
export type FeedOverview = FeedActivity &
  Omit<FeedStatus, 'lastLanded'> & {
    readonly lastLanded: string | null
    /** Events that came twice under one id; null before the models are built. */
    readonly duplicates: number | null
    /** File numbers that are missing; null before the models are built. */
    readonly gaps: number | null
    readonly silent: boolean
  }

export type FeedAlarm = Answer<{
  readonly kind: string
  readonly feed: string
  readonly subject: string
  readonly since: string
  readonly value: number
  readonly limit_value: number | null
  readonly usual_value: number | null
  readonly detail: string
}>

/** Feeds with what they landed and how they do now. `prefix` is where models are published. */
export async function feedOverviews(
  warehouse: Warehouse,
  databases: Databases,
  prefix: string,
  alarms: readonly FeedAlarm[] | null,
): Promise<FeedOverview[]> {
  const numbered = (alarmKinds as readonly string[]).includes('gap')
  const [landed, activity, duplicates] = await Promise.all([
    feedStatus(warehouse, databases),
    feedActivity(warehouse, databases),
    duplicatesByFeed(warehouse, prefix),
  ])
  return activity.map((each) => {
    const { feed } = each
    const status = landed.find((row) => row.feed === feed)
    const own = (kind: string) => alarms?.filter((row) => row.kind === kind && row.feed === feed)
    return {
      ...nothing,
      ...status,
      ...each,
      duplicates: duplicates && (duplicates.get(feed) ?? 0),
      gaps: numbered ? (own('gap')?.length ?? null) : null,
      silent: (own('silent feed')?.length ?? 0) > 0,
    }
  })
}

const nothing = {
  inputs: 0,
  unfinished: 0,
  records: 0,
  events: 0,
  quarantined: 0,
  skipped: 0,
  doubled: 0,
  lastLanded: null,
}

/** The alarms of now, or null where the models have never been built. */
export async function feedAlarms(warehouse: Warehouse, prefix: string): Promise<FeedAlarm[] | null> {
  if (!(await isPublished(warehouse, prefix, alarm))) return null
  return ask(warehouse, prefix, { alarm }, (q) =>
    q
      .selectFrom('alarm as a')
      .select(['a.kind', 'a.feed', 'a.subject', 'a.since', 'a.value', 'a.limit_value', 'a.usual_value', 'a.detail'])
      .orderBy('a.since', 'desc')
      .orderBy('a.feed')
      .orderBy('a.subject'),
  )
}

async function duplicatesByFeed(warehouse: Warehouse, prefix: string): Promise<Map<string, number> | null> {
  if (!(await isPublished(warehouse, prefix, usageDuplicate))) return null
  const rows = await ask(warehouse, prefix, { usageDuplicate }, (q) =>
    q
      .selectFrom('usageDuplicate as d')
      .select(['d._source as feed', ch.count().as('events')])
      .where('d.reason', '=', 'duplicate')
      .groupBy('d._source'),
  )
  return new Map(rows.map(({ feed, events }) => [feed, Number(events)]))
}

async function isPublished(warehouse: Warehouse, prefix: string, { name }: Relation): Promise<boolean> {
  const { database, table } = splitName(name)
  return (await relationColumns(warehouse, { database: prefix + database, table })).length > 0
}
