import type { UseFacts } from './facts.ts'

/** What a service is measured in, for people. */
export function unitOf({ service, metric }: Pick<UseFacts, 'service' | 'metric'>, quantity: string): string {
  const one = quantity === '1'
  switch (service) {
    case 'voice':
      return one ? 'second' : 'seconds'
    case 'sms':
    case 'mms':
      return one ? 'message' : 'messages'
    case 'data':
      return one ? 'byte' : 'bytes'
    case 'content':
      return one ? 'event' : 'events'
    default:
      return `of ${metric}`
  }
}

/** `65 seconds`, `2 of api_calls`. */
export const measured = (use: Pick<UseFacts, 'service' | 'metric'>, quantity: string): string =>
  `${quantity} ${unitOf(use, quantity)}`

/** `1 second is`, `65 seconds are`. */
export const counted = (use: Pick<UseFacts, 'service' | 'metric'>, quantity: string): string =>
  `${measured(use, quantity)} ${quantity === '1' ? 'is' : 'are'}`

/** `2026-03-01` of midnight UTC, else the whole instant. */
export const day = (instant: string): string => instant.replace('T00:00:00Z', '').replace('T', ' ').replace('Z', ' UTC')
