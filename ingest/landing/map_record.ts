import { nearest } from '../../warehouse/nearest.ts'
import type { SourceRecord } from '../codecs/record.ts'
import type { Contract } from '../contracts/contract.ts'
import { contractByName } from '../contracts/contract_by_name.ts'
import { badValue, type Problem, shown, type Validator, validator } from '../contracts/validate.ts'
import { FieldError, type Mapping, type MappingContext } from '../mappings/mapping.ts'
import * as read from '../mappings/read.ts'
import { EVENTS_PER_RECORD } from './position.ts'

/** A valid event: its contract and wire values, with room for the metadata behind. */
export interface MappedEvent {
  readonly contract: Contract
  readonly row: unknown[]
}

/** What became of a record. */
export type Outcome =
  | { readonly is: 'events'; readonly events: readonly MappedEvent[] }
  | { readonly is: 'skipped'; readonly reason: string }
  | Refused

export interface Refused {
  readonly is: 'refused'
  readonly problem: Problem
  readonly contract: string | null
  /** What the mapping threw, when it was not about a value: more likely a fault of the mapping. */
  readonly thrown?: unknown
}

const validators: ReadonlyMap<unknown, Validator> = new Map(
  [...contractByName].map(([name, contract]) => [name, validator(contract)]),
)

/** Maps and checks one record. Never throws for what a record holds. */
export type RecordMapper = (record: SourceRecord) => Outcome

/** The mapper of one input; `file` is its name, as mappings are told it. */
export function recordMapper(mapping: Mapping<never>, file: string): RecordMapper {
  const map = mapping.map as (record: unknown, context: MappingContext) => unknown
  return (record) => {
    if (record.unreadable) {
      return { is: 'refused', problem: { reason: 'unreadable', field: null, ...record.unreadable }, contract: null }
    }
    try {
      // Reading the answer may throw too: it can hold getters.
      return checkAnswer(map(record.value, { file, line: record.line, frame: record.frame, read }))
    } catch (error) {
      return thrown(error, record.value)
    }
  }
}

/** Checks what a mapping answered: all events of the record, or the first problem. */
export function checkAnswer(answer: unknown): Outcome {
  if (Array.isArray(answer)) {
    if (answer.length === 0) return { is: 'skipped', reason: 'no event' }
    if (answer.length > EVENTS_PER_RECORD) {
      return refused(badValue(null, `at most ${EVENTS_PER_RECORD} events of one record`, answer.length), null)
    }
    const events: MappedEvent[] = []
    for (const event of answer) {
      const checked = checkEvent(event)
      if ('is' in checked) return checked
      events.push(checked)
    }
    return { is: 'events', events }
  }
  if (answer !== null && typeof answer === 'object' && 'skip' in answer) {
    return { is: 'skipped', reason: String(answer.skip) }
  }
  const checked = checkEvent(answer)
  return 'is' in checked ? checked : { is: 'events', events: [checked] }
}

function checkEvent(event: unknown): MappedEvent | Refused {
  if (event === null || typeof event !== 'object') {
    return refused(badValue(null, 'an event, several, or skip(reason) from the mapping', event), null)
  }
  const name = (event as { contract?: unknown }).contract
  const check = validators.get(name)
  if (!check) {
    const near = typeof name === 'string' ? nearest(name, contractByName.keys()) : []
    const expected = near.length > 0 ? near.join(' or ') : `one of ${[...contractByName.keys()].join(', ')}`
    const reason = name === undefined ? 'missing field' : 'bad value'
    return refused({ reason, field: 'contract', expected, got: shown(name) }, null)
  }
  const row: unknown[] = new Array(check.width)
  const problem = check.validate(event as Readonly<Record<string, unknown>>, row)
  return problem ? refused(problem, check.contract.name) : { contract: check.contract, row }
}

function refused(problem: Problem, contract: string | null): Refused {
  return { is: 'refused', problem, contract }
}

function thrown(error: unknown, record: unknown): Refused {
  if (error instanceof FieldError) {
    const field = error.field ?? fieldHolding(record, error.got)
    return refused(badValue(field, error.expected, error.got), null)
  }
  const message = error instanceof Error ? error.message : String(error)
  const problem = badValue(null, 'a record that the mapping can map', `mapping failed: ${message}`)
  return { ...refused(problem, null), thrown: error ?? new Error('nothing was thrown but undefined') }
}

/** The foreign field that a value came from: readers are given values, not names. */
function fieldHolding(record: unknown, value: unknown): string | null {
  if (record === null || typeof record !== 'object') return null
  return Object.entries(record).find(([, held]) => held === value)?.[0] ?? null
}
