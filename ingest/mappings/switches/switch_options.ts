import type { FeedOptions } from '../feed_options.ts'
import { instant } from '../instant.ts'

/** What a mapping of a switch's call records is told about the switch. */
export interface SwitchOptions extends FeedOptions {
  /** Whether the account code is the id of the subscription; when absent the calling number tells the line, and the code only where there is none. */
  readonly accountcode?: 'subscription_id'
}

const STAMPS = ['yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm:ss.SSSSSS', 'ISO', 'epoch s']

/** A stamp of the switch's clock as ISO text in UTC; undefined when there is none. */
export function stamp(text: string | undefined, zone: string): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : instant(text, STAMPS, zone)
}

/** Which line a call is of. */
export function lineOf(
  number: string | undefined,
  code: string | undefined,
  { accountcode }: SwitchOptions,
): { readonly subscription_id?: string | undefined; readonly served_number: string | undefined } {
  const account = code?.trim() || undefined
  if (accountcode === 'subscription_id') return { subscription_id: account, served_number: number }
  return { served_number: number ?? account }
}
