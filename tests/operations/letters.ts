import type { OutboxDocument } from '../../operations/outbox/document.ts'

/** Documents N/0, N/1, ... that say `letter <i>`. */
export function letters(count: number): OutboxDocument[] {
  return Array.from({ length: count }, (_, index) => ({
    number: `N/${index}`,
    kind: 'bill',
    channel: 'email',
    recipient: 'somebody@example.com',
    language: 'en',
    subject: `Letter ${index}`,
    render: async () => [{ name: 'letter.txt', mimeType: 'text/plain', bytes: Buffer.from(`letter ${index}`) }],
  }))
}
