import { createHash } from 'node:crypto'
import type { Event } from '../../ingest/contracts/index.ts'
import { landEvents } from '../../ingest/landing/land_events.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { PlatformError } from '../../warehouse/errors.ts'
import { quoteIdentifier } from '../../warehouse/quote.ts'
import { createOutbox } from './table.ts'

/** Feed of what was handed over. */
const FEED = 'outbox'

/** Documents that land at once. */
const PAGE = 20_000

interface Handed {
  readonly number: string
  readonly channel: 'email' | 'post' | 'portal'
  readonly at: string
}

/**
 * Lands that documents were handed over, so that models have them beside what carriers answer. What a killed call left is
 * landed by the next; what lands twice is one event, for it has one identity.
 */
export async function landHandedOver(warehouse: Warehouse, prefix: string): Promise<void> {
  await createOutbox(warehouse, prefix)
  for (;;) {
    const rows = await warehouse.rows<Handed>(
      `SELECT document_number AS number, channel, formatDateTime(min(handed_over_at), '%Y-%m-%dT%H:%i:%S.%fZ') AS at
       FROM ${quoteIdentifier(`${prefix}trunkline`)}.outbox
       WHERE (document_number, channel) NOT IN (
         SELECT document_number, toString(channel) FROM ${quoteIdentifier(`${prefix}raw`)}.document_delivery WHERE state = 'handed over')
       GROUP BY number, channel ORDER BY number, channel LIMIT ${PAGE}`,
    )
    if (rows.length === 0) return
    const partition = createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 32)
    const report = await landEvents(warehouse, FEED, partition, () => rows.map(eventOf), { prefix })
    if (report.quarantined > 0) {
      throw new PlatformError(
        `${report.quarantined} documents that were handed over could not land`,
        'see why: trunkline quarantine list --feed outbox',
      )
    }
  }
}

const eventOf = ({ number, channel, at }: Handed): Event => ({
  contract: 'document_delivery',
  document_number: number,
  channel,
  state: 'handed over',
  at,
})
