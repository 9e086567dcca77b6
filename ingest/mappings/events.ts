import { contractByName } from '../contracts/contract_by_name.ts'
import type { Event } from '../contracts/index.ts'
import { ndjson } from './format.ts'
import { mapping } from './mapping.ts'
import { withoutExponent } from './number.ts'

/** Events written as contracts have them: `{"contract":"recharge","recharge_id":"R-1",...}`, one a line. */
export const events = mapping<Readonly<Record<string, unknown>>>({
  name: 'events',
  format: ndjson(),
  map(record) {
    const contract = contractByName.get(String(record.contract))
    if (!contract) return record as unknown as Event
    let event = record
    for (const name in record) {
      const value = record[name]
      // A JSON number of up to 15 digits is exact as text; longer ones come as text from the codec.
      if (typeof value === 'number' && contract.fields[name]?.column.kind === 'decimal') {
        if (event === record) event = { ...record }
        ;(event as Record<string, unknown>)[name] = withoutExponent(String(value))
      }
    }
    return event as unknown as Event
  },
})
