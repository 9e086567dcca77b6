import type { EntityName } from '../../contracts/entity.ts'
import type { Event } from '../../contracts/index.ts'
import { FieldError, type Skip, skip } from '../mapping.ts'
import type { Said, Source } from './said.ts'

type Operation = Extract<Event, { contract: 'entity_change' }>['operation']

/** What an object of a CRM says of one entity. */
export interface EntityRule {
  readonly entity: EntityName
  /** Where the fields of the entity's contract stand in the object. */
  readonly fields: Readonly<Record<string, Source>>
  /** True of every record of the object, where it says nothing else. */
  readonly always?: Readonly<Record<string, string | number | boolean>>
  /** Whether a record is of the entity at all; every one when absent. */
  readonly when?: (said: Said) => boolean
}

/** One kind of record of a CRM, such as an account. */
export interface CrmObject {
  readonly name: string
  /** Where its id stands. */
  readonly id: Source
  readonly entities: readonly EntityRule[]
}

/** A change, before it is known what of it matters. */
export interface ChangeHead {
  readonly system: string
  readonly ids: readonly string[]
  readonly changed_at: string
  readonly operation: Operation
  readonly commit_number?: string | number | bigint
  readonly sequence_number?: string | number | bigint
}

/** What the CRM does not say and the operator knows: `{ billing_account: { time_zone: 'Europe/Berlin' } }`. */
export type Defaults = Partial<Readonly<Record<EntityName, Readonly<Record<string, string | number | boolean>>>>>

/** Where a whole record is told, also what is true of all of them is set. */
const WHOLE: ReadonlySet<Operation> = new Set(['create', 'undelete', 'snapshot'])

/** The changes that a record of an object tells; skipped when it tells nothing of what the contracts hold. */
export function changesOf(
  object: CrmObject,
  said: Said,
  head: ChangeHead,
  defaults: Defaults = {},
): readonly Event[] | Skip {
  const { ids, ...change } = head
  const events: Event[] = []
  for (const { entity, fields, always, when } of object.entities) {
    if (when && head.operation !== 'delete' && head.operation !== 'gap' && !when(said)) continue
    const values = WHOLE.has(head.operation) ? { ...always, ...defaults[entity] } : {}
    // Of a gap only that it happened is known.
    for (const name in head.operation === 'gap' ? {} : fields) {
      const value = fields[name]!(said)
      // "Nothing" does not undo what the operator knows to be true of all records, and a row that is left of a deleted
      // record has lost values rather than set them to nothing.
      if (value === undefined || (value === null && (values[name] !== undefined || head.operation === 'delete')))
        continue
      values[name] = value as string
    }
    const tellsNothing = Object.values(values).every((value) => (value as unknown) === ITSELF)
    if (head.operation === 'update' && tellsNothing) continue
    for (const entity_id of ids) {
      const own = Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, (value as unknown) === ITSELF ? entity_id : value]),
      )
      events.push({ contract: 'entity_change', entity, entity_id, fields: JSON.stringify(own), ...change })
    }
  }
  return events.length > 0 ? events : skip(`${object.name}: nothing of it is kept`)
}

const ITSELF = Symbol('the id of the record')

/** The record's own id: an account of a CRM is the customer whom its address is of. */
export const itself: Source = () => ITSELF

/** The id of a record; one without is refused. */
export function idOf(object: CrmObject, said: Said): string {
  const id = object.id(said)
  if (id === undefined || id === null) throw new FieldError(`the id of the ${object.name}`, 'nothing', 'id')
  return String(id)
}
