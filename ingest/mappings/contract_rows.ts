import { ConfigurationError } from '../../warehouse/errors.ts'
import { nearest } from '../../warehouse/nearest.ts'
import { contractByName } from '../contracts/contract_by_name.ts'
import type { Event } from '../contracts/index.ts'
import { bool } from './bool.ts'
import { csv } from './format.ts'
import { FieldError, type Mapping, mapping } from './mapping.ts'

/**
 * Separated values whose header names the fields of one contract: `trunkline ingest calls.csv --contract usage`.
 *
 * @throws ConfigurationError when there is no such contract.
 */
export function contractRows(name: string): Mapping {
  const contract = contractByName.get(name)
  if (!contract) {
    const near = nearest(name, contractByName.keys())
    const known = near.length > 0 ? near : [...contractByName.keys()]
    throw new ConfigurationError(`There is no contract "${name}"`, `did you mean ${known.join(', ')}?`)
  }
  const flags = Object.entries(contract.fields).flatMap(([field, { column }]) =>
    column.kind === 'bool' ? [field] : [],
  )
  return mapping({
    name: `${name}_rows`,
    format: csv(),
    map(row) {
      // The record is made for this call alone, so it becomes the event: a copy of twenty fields costs as much as the map.
      const event: Record<string, unknown> = row
      event.contract = name
      for (const flag of flags) {
        const text = row[flag]
        if (!text) continue
        try {
          event[flag] = bool(text)
        } catch (error) {
          throw error instanceof FieldError ? new FieldError(error.expected, error.got, flag) : error
        }
      }
      return event as unknown as Event
    },
  })
}
