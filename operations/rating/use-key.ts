import { METERED } from '../../models/rating/use_key.ts'
import { quoteText } from '../../warehouse/quote.ts'

/** Key of the use in a row of priced usage, as models/rating/use_key.ts makes it; `row` is the alias. */
export function useKeyText(row: string): string {
  return `if(${row}.service = 'metered', concat(${quoteText(METERED)}, ${row}.event_id), ${row}.event_id)`
}

/** Keys that use of an event may have. */
export function keysOf(eventId: string): readonly string[] {
  return [eventId, METERED + eventId]
}
