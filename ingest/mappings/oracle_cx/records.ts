import type { Event } from '../../contracts/index.ts'
import { type CrmObject, changesOf, type Defaults, idOf } from '../crm/object.ts'
import { instantOf, read, type Said, saidOf } from '../crm/said.ts'
import { csv, json, type PageRow } from '../format.ts'
import { FieldError, type Mapping, mapping, type Skip } from '../mapping.ts'
import { oracleCxObjects } from './objects.ts'

export interface OracleCxOptions {
  readonly name?: string
  /** Resources with attributes of your own; `oracleCxObjects` when absent. */
  readonly objects?: Readonly<Record<string, CrmObject>>
  readonly defaults?: Defaults
}

const modifiedAt = read(instantOf, 'LastUpdateDate')

/** Answers of the REST interface: `{"items":[...],"hasMore":false}`, or one record. */
export function oracleCxItems(options: OracleCxOptions = {}): Mapping<PageRow> {
  const { name = 'oracle_cx_items', objects = oracleCxObjects, defaults } = options
  return mapping<PageRow>({
    name,
    format: json({ records: 'items' }),
    map({ row }) {
      const said = saidOf(row)
      return snapshot(objectOf(row, said, objects), said, defaults)
    },
  })
}

/** One resource as exported to CSV: attribute names or their labels (`Party Number`) are the header. */
export function oracleCxCsv(resource: string, options: OracleCxOptions = {}): Mapping {
  const { name = `oracle_cx_${resource}_csv`, objects = oracleCxObjects, defaults } = options
  const object = objects[resource]!
  return mapping({ name, format: csv(), map: (row) => snapshot(object, saidOf(row), defaults) })
}

/** Records do not say what they are; their links do, else attributes that only one resource has. */
function objectOf(row: Readonly<Record<string, unknown>>, said: Said, objects: Readonly<Record<string, CrmObject>>) {
  const links = Array.isArray(row.links)
    ? (row.links as readonly { readonly href?: unknown; readonly rel?: unknown }[])
    : []
  const self = links.find(({ rel }) => rel === 'self') ?? links.find(({ rel }) => rel === 'canonical')
  const resource = /\/(\w+)\/[^/]+$/.exec(String(self?.href ?? ''))?.[1] ?? ''
  const object =
    objects[resource] ??
    (said.has('srnumber')
      ? objects.serviceRequests
      : said.has('organizationname') || said.has('accountname')
        ? objects.accounts
        : said.has('contactname') || said.has('lastname')
          ? objects.contacts
          : undefined)
  if (!object) {
    throw new FieldError(
      'SrNumber, OrganizationName, ContactName or a self link that tells the resource',
      'none',
      'links',
    )
  }
  return object
}

function snapshot(object: CrmObject, said: Said, defaults: Defaults | undefined): readonly Event[] | Skip {
  const changed_at = modifiedAt(said)
  if (changed_at === undefined || changed_at === null) {
    throw new FieldError('the time of the last change', 'nothing', 'LastUpdateDate')
  }
  const deleted = ['true', 'y'].includes(String(said.get('deleteflag') ?? '').toLowerCase())
  return changesOf(
    object,
    said,
    {
      system: 'oracle_cx',
      ids: [idOf(object, said)],
      changed_at: String(changed_at),
      operation: deleted ? 'delete' : 'snapshot',
    },
    defaults,
  )
}
