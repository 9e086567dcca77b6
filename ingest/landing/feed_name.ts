import { ConfigurationError } from '../../warehouse/errors.ts'

/** @throws ConfigurationError when a text cannot name a feed. */
export function checkFeedName(feed: string): void {
  if (/^[A-Za-z0-9][\w.-]{0,99}$/.test(feed)) return
  throw new ConfigurationError(
    `"${feed}" is no name for a feed`,
    'use letters, digits, _, - and ., at most 100 of them',
  )
}
