/** One rendered file of a document. */
export interface OutboxFile {
  readonly name: string
  readonly mimeType: string
  readonly bytes: Uint8Array
}

export type Channel = 'email' | 'post' | 'portal'

/** A document that is to reach somebody. */
export interface OutboxDocument {
  /** Number of the bill or note: unique, and no other document will ever have it. */
  readonly number: string
  readonly kind: string
  readonly channel: Channel
  /** An address of the channel: an e-mail address, postal lines, a customer id. */
  readonly recipient: string
  readonly language: string
  readonly subject: string
  /** Renders it. Equal calls give equal bytes. */
  render(): Promise<readonly OutboxFile[]>
}
