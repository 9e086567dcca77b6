import type { LandingEvent, LandingReport } from '../landing/report.ts'
import type { PartitionView } from './running_feed.ts'

/** What a watched folder has landed since it began, for `observe`. */
export interface FolderCounts {
  /** Counts a landing while it runs: give it to the landing as `onEvent`, and its report afterwards. */
  follow(onEvent: ((event: LandingEvent) => void) | undefined): {
    readonly onEvent: (event: LandingEvent) => void
    end(report?: LandingReport): void
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
      let last = { records: 0, events: 0, quarantined: 0 }
      const count = (now: typeof last) => {
        total.records += now.records - last.records
        total.events += now.events - last.events
        total.quarantined += now.quarantined - last.quarantined
        last = now
      }
      return {
        onEvent(event) {
          if (event.is === 'recovering' || event.is === 'waiting') state = event.is
          if (event.is === 'progress') {
            const { records, events, quarantined } = event
            count({ records, events, quarantined })
            total.batches++
            landedAt = Date.now()
            state = 'landing'
          }
          onEvent?.(event)
        },
        end(report) {
          state = undefined
          if (report) total.skipped += report.skipped
        },
      }
    },
    view: () => ({ ...total, landedAt }),
  }
}
