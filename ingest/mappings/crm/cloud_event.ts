import { Buffer } from 'node:buffer'
import { parseExact } from '../../codecs/exact_json.ts'
import { FieldError } from '../mapping.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** What a message is about, out of its envelope. */
export interface Unwrapped {
  readonly data: JsonObject
  /** `type`, `time` and `id` of a CloudEvents envelope. */
  readonly type?: string
  readonly time?: string
  readonly id?: string
}

/** The data of a CloudEvents 1.0 message in structured JSON; any other message as it is. */
export function unwrapped(message: JsonObject): Unwrapped {
  if (typeof message.specversion !== 'string' || typeof message.type !== 'string') return { data: message }
  const { type, time, id } = message
  const data =
    typeof message.data_base64 === 'string'
      ? parsed(Buffer.from(message.data_base64, 'base64').toString())
      : typeof message.data === 'string'
        ? parsed(message.data)
        : message.data
  if (!isObject(data)) throw new FieldError('data that is a JSON object', data ?? 'nothing', 'data')
  return {
    data,
    type,
    ...(typeof time === 'string' ? { time } : {}),
    ...(typeof id === 'string' ? { id } : {}),
  }
}

export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function parsed(text: string): unknown {
  try {
    return parseExact(text)
  } catch {
    return text
  }
}
