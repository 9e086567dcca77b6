import type { LandingEvent } from '../landing/report.ts'
import type { PartitionView } from './running_feed.ts'

/** What a watched folder has landed since it began, for `observe`. */
export interface FolderCounts {
  /** Counts a landing while it runs: give it to the landing as `onEvent`, and end it afterwards. */
  follow(onEvent: ((event: LandingEvent) => void) | undefined): {
    readonly onEvent: (event: LandingEvent) => void
    end(): void
  }
  readonly state: PartitionView['state'] | undefined
  view(): Pick<PartitionView, 'records' | 'events' | 'quarantined' | 'skipped' | 'batches' | 'landedAt'>
}

export function folderCounts(): FolderCounts {
  const total = { records: 0, events: 0, quarantined: 0, skipped: 0, batches: 0 }
  let landedAt: number | null = null
  let state: PartitionView['state'] | undefined
  return {
    get state() {
      return state
    },
    follow(onEvent) {
      let last = { records: 0, events: 0, quarantined: 0, skipped: 0, batches: 0 }
      const count = (now: typeof last) => {
        total.records += now.records - last.records
        total.events += now.events - last.events
        total.quarantined += now.quarantined - last.quarantined
        total.skipped += now.skipped - last.skipped
        total.batches += now.batches - last.batches
        last = now
      }
      return {
        onEvent(event) {
          if (event.is === 'recovering' || event.is === 'waiting') state = event.is
          if (event.is === 'progress') {
            const { records, events, quarantined, skipped, batches } = event
            count({ records, events, quarantined, skipped, batches })
            landedAt = Date.now()
            state = 'landing'
          }
          onEvent?.(event)
        },
        end() {
          state = undefined
        },
      }
    },
    view: () => ({ ...total, landedAt }),
  }
}
