import type { Event } from '../../contracts/index.ts'
import { type CrmObject, changesOf, type Defaults, idOf } from '../crm/object.ts'
import { instantOf, read, type Said, saidOf } from '../crm/said.ts'
import { csv, json, type PageRow } from '../format.ts'
import { FieldError, type Mapping, mapping, type Skip, skip } from '../mapping.ts'
import type { SalesforceOptions } from './change_events.ts'
import { salesforceObjects } from './objects.ts'

/** The time of the last change; Fivetran's own where the export leaves out Salesforce's. */
const modifiedAt = read(instantOf, 'SystemModstamp', 'LastModifiedDate', '_fivetran_synced')

/** Whole records of an object as CSV, with Salesforce's names (`BillingCity`) or those of Fivetran (`billing_city`). */
export function salesforceCsv(
  objectName: string,
  {
    name = `salesforce_${objectName.toLowerCase()}_csv`,
    objects = salesforceObjects,
    defaults,
  }: SalesforceOptions = {},
): Mapping {
  const object = objects[objectName]!
  return mapping({ name, format: csv(), map: (row) => snapshot(object, saidOf(row), defaults) })
}

/** Whole records of several objects as the REST interface answers a query: `{"records":[{"attributes":{"type":"Account"},...}]}`. */
export function salesforceRecords(options: SalesforceOptions = {}): Mapping<PageRow> {
  const { name = 'salesforce_records', objects = salesforceObjects, defaults } = options
  return mapping<PageRow>({
    name,
    format: json({ records: 'records' }),
    map({ row }) {
      const type = (row.attributes as { readonly type?: unknown } | undefined)?.type
      if (typeof type !== 'string') throw new FieldError('attributes with the type of the record', 'none', 'attributes')
      const object = objects[type]
      return object ? snapshot(object, saidOf(row), defaults) : skip(`object ${type}`)
    },
  })
}

function snapshot(object: CrmObject, said: Said, defaults: Defaults | undefined): readonly Event[] | Skip {
  const changed_at = modifiedAt(said)
  if (changed_at === undefined || changed_at === null) {
    throw new FieldError('the time of the last change', 'nothing', 'SystemModstamp')
  }
  const deleted = [said.get('isdeleted'), said.get('fivetrandeleted')].some(
    (word) => String(word ?? '').toLowerCase() === 'true',
  )
  return changesOf(
    object,
    said,
    {
      system: 'salesforce',
      ids: [idOf(object, said)],
      changed_at: String(changed_at),
      operation: deleted ? 'delete' : 'snapshot',
    },
    defaults,
  )
}
