import { METERED } from '../../models/rating/use_key.ts'
import { quoteText } from '../../warehouse/quote.ts'

/** Key of the use in a row of priced usage, as models/rating/use_key.ts makes it; `row` is the alias. */
export function useKeyText(row: string): string {
  return `if(${row}.service = 'metered', concat(${quoteText(METERED)}, ${row}.event_id), ${row}.event_id)`
}

/** The same of a use that has been read. */
export function useKeyOf({ service, event_id }: { readonly service: string; readonly event_id: string }): string {
  return service === 'metered' ? METERED + event_id : event_id
}

/** A key whose event has another text before its id. */
export function prefixedKey(useKey: string, prefix: string): string {
  return useKey.startsWith(METERED) ? METERED + prefix + useKey.slice(METERED.length) : prefix + useKey
}

/** Keys that use of an event may have. */
export function keysOf(eventId: string): readonly string[] {
  return [eventId, METERED + eventId]
}

/** The same of a column of event ids, as an array in SQL. */
export function keysOfText(column: string): string {
  return `[${column}, concat(${quoteText(METERED)}, ${column})]`
}
