import { Buffer, isUtf8 } from 'node:buffer'
import type { MessageHeader } from '../sources/kafka/consumer.ts'

/**
 * A CloudEvent in Kafka's binary mode (CloudEvents 1.0, Kafka protocol binding) as its structured text: attributes from the
 * headers `ce_…`, the message as `data`, or as `data_base64` where it is no JSON. Undefined for any other message, such as
 * one in structured mode, whose payload is that text already.
 */
export function structuredText(payload: Uint8Array, headers: readonly MessageHeader[]): string | undefined {
  if (!headers.some(([name]) => name === 'ce_specversion')) return undefined
  const attributes: Record<string, string> = {}
  for (const [name, value] of headers) {
    if (name.startsWith('ce_')) attributes[name.slice(3)] = value
    else if (name === 'content-type') attributes.datacontenttype = value
  }
  const open = JSON.stringify(attributes).slice(0, -1)
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)
  const type = attributes.datacontenttype
  const json = (type === undefined || /[/+]json\b/.test(type)) && isUtf8(bytes)
  // As it stands, so that no number is rounded; what is no JSON makes the whole text none, and is refused as such.
  return json
    ? `${open},"data":${bytes.toString('utf8')}}`
    : `${open},"data_base64":${JSON.stringify(bytes.toString('base64'))}}`
}
