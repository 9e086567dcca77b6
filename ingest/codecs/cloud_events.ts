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
  if (!json) return `${open},"data_base64":${JSON.stringify(bytes.toString('base64'))}}`
  // As it stands, so that no number is rounded.
  const data = bytes.toString('utf8')
  return isJson(data) ? `${open},"data":${data}}` : data
}

// Text such as `1,"type":"x"` would be well formed within the whole, and set attributes.
function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
