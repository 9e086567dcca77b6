import { t } from '../../warehouse/columns.ts'
import { type Contract, contract, field, type Rule } from './contract.ts'
import { changeableFields, type EntityName, entities } from './entity.ts'
import { type FieldValue, fieldValue } from './value.ts'

/**
 * What a system says has changed in one of its records: change data capture, change tracking, notifications, and exports
 * of whole records. `staging.<entity>_version` folds the changes of a record into its states.
 */
export const entityChange = contract({
  name: 'entity_change',
  description:
    'What changed in a record of a CRM or biller: only the fields that the change sets. Folded into whole states, in the order of `changed_at`, `commit_number` and `sequence_number`, by `staging.<entity>_version`.',
  eventTime: 'changed_at',
  identity: ['system', 'entity', 'entity_id', 'changed_at', 'commit_number', 'sequence_number'],
  keep: 'last',
  horizonDays: 36500,
  rules: [setsFieldsOfTheEntity],
  fields: {
    system: field(t.lowCardinality, 'The system that keeps the record', 'salesforce'),
    entity: field(
      t.oneOf('customer', 'customer_contact', 'billing_account', 'subscription', 'product_order', 'trouble_ticket'),
      'The contract whose state the record is',
      'customer',
    ),
    entity_id: field(
      t.string,
      'Id of the record in its system: `customer_id`, `subscription_id` and so on of the state. `*` for a gap of which only the kind of record is known',
      '001000000000001AAA',
    ),
    changed_at: field(t.instant, 'When it was changed; the state holds from then on', '2026-02-10T08:30:00.123Z'),
    commit_number: field(t.uint64, 'Order of changes of one instant: the transaction', '65824907130', { otherwise: 0 }),
    sequence_number: field(t.uint64, 'Order of changes within a transaction', '1', { otherwise: 0 }),
    operation: field(
      t.oneOf('create', 'update', 'delete', 'undelete', 'snapshot', 'gap'),
      'What happened. A snapshot tells of a record as it stands: it sets what it names. A gap says that something changed but not what: the state is stale until the next snapshot, create or undelete',
      'update',
    ),
    fields: field(
      t.string,
      'JSON object: names of the entity’s fields and the values they take, as its contract has them; null sets a field to nothing',
      '{"segment":"business","region":null}',
      { otherwise: '{}', personal: true },
    ),
  },
})

const readers = new Map<string, ReadonlyMap<string, FieldValue>>(
  (Object.keys(entities) as EntityName[]).map((name) => {
    const { fields } = entities[name] as unknown as Contract
    return [name, new Map(changeableFields(name).map((each) => [each, fieldValue(fields[each]!)]))]
  }),
)

function setsFieldsOfTheEntity(event: Parameters<Rule>[0]): ReturnType<Rule> {
  if (event.fields === undefined || event.fields === null || event.fields === '') return undefined
  const given = parsed(String(event.fields))
  if (given === undefined) return { field: 'fields', expected: 'the JSON text of an object' }
  const entity = readers.get(String(event.entity))!
  for (const name of Object.keys(given)) {
    const value = entity.get(name)
    const got = given[name]
    if (!value) {
      const expected = `a field of ${event.entity} that a change may set: ${[...entity.keys()].join(', ')}`
      return { field: `fields.${name}`, expected, got }
    }
    if (got === null) continue
    // An empty text would read as "set to nothing" in the fold; null says it plainly.
    if (got === '' || value.read(got) === undefined) {
      return { field: `fields.${name}`, expected: `${value.expected}; or null`, got }
    }
  }
  return undefined
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined
  } catch {
    return undefined
  }
}
