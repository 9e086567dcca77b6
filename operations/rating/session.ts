import type { FileRecord } from './usage-file.ts'

/** A session that asks how long it may go on. */
export interface AskedSession {
  /** Units it asks for: seconds, messages, bytes, or units of its metric. */
  readonly requested: string
}

/** Field of each service's quantity. */
const quantityField: Readonly<Record<string, string>> = {
  voice: 'duration_s',
  sms: 'messages',
  mms: 'messages',
  data: 'bytes_down',
}
const quantities = ['duration_s', 'messages', 'bytes_down', 'bytes_up', 'quantity']

/** What `max` asks for: a day of seconds, ten thousand messages, a tebibyte, a million units. */
const most: Readonly<Record<string, string>> = {
  duration_s: '86400',
  messages: '10000',
  bytes_down: '1099511627776',
  quantity: '1000000',
}

/**
 * A record with `grant` (units, or `max`) is a session that asks how much it may use; with `all`, so is every record that
 * says no quantity. It is rated as if it used all it asks for.
 */
export function askedSession(
  record: FileRecord,
  all: string | undefined,
): { readonly record: FileRecord; readonly session?: AskedSession } {
  const { grant, ...value } = record.value
  const told = (name: string) => value[name] !== undefined && value[name] !== null && value[name] !== ''
  const asked = grant !== undefined && grant !== null && grant !== '' ? String(grant) : all
  if (record.problem !== undefined || asked === undefined || quantities.some(told)) {
    return { record: grant === undefined ? record : { ...record, value } }
  }
  const field = told('metric') ? 'quantity' : (quantityField[String(value.service)] ?? 'duration_s')
  const requested = asked === 'max' ? most[field]! : asked
  return { record: { ...record, value: { ...value, [field]: requested } }, session: { requested } }
}
