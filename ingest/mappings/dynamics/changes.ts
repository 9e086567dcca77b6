import type { Event } from '../../contracts/index.ts'
import { type CrmObject, changesOf, type Defaults, idOf } from '../crm/object.ts'
import { instantOf, plainName, saidOf } from '../crm/said.ts'
import { type Format, json, ndjson, type PageRow } from '../format.ts'
import { instant } from '../instant.ts'
import { FieldError, type Mapping, mapping, type Skip, skip } from '../mapping.ts'
import { dynamicsObjects } from './objects.ts'

export interface DynamicsOptions {
  readonly name?: string
  /** Tables with columns of your own; `dynamicsObjects` when absent. */
  readonly objects?: Readonly<Record<string, CrmObject>>
  readonly defaults?: Defaults
}

type JsonObject = Readonly<Record<string, unknown>>
type Context = Pick<Required<DynamicsOptions>, 'objects'> & { readonly defaults: Defaults | undefined }

/** Pages of Dataverse change tracking (`Prefer: odata.track-changes`) or of any query: `{"value":[...],"@odata.deltaLink":"..."}`. */
export function dynamicsChanges(options: DynamicsOptions = {}): Mapping<PageRow> {
  const format: Format = json({ records: 'value' })
  const { name = 'dynamics_changes', objects = dynamicsObjects, defaults } = options
  return mapping<PageRow>({ name, format, map: ({ row, page }) => eventsOf(row, page, { objects, defaults }) })
}

/** Rows of Dataverse, one a line. */
export function dynamicsRows(options: DynamicsOptions = {}): Mapping<JsonObject> {
  const { name = 'dynamics_rows', objects = dynamicsObjects, defaults } = options
  return mapping<JsonObject>({ name, format: ndjson(), map: (row) => eventsOf(row, {}, { objects, defaults }) })
}

function eventsOf(row: JsonObject, page: JsonObject, { objects, defaults }: Context): readonly Event[] | Skip {
  const object = objectOf(row, page, objects)
  if (typeof object === 'string') return skip(`table ${object}`)
  if (isDeletion(row)) {
    return changesOf(object, new Map(), { system: 'dynamics', operation: 'delete', ...deletedBy(row, page) }, defaults)
  }
  const { modifiedon, versionnumber } = row
  if (modifiedon === undefined || modifiedon === null) {
    throw new FieldError('the time of the last change: select modifiedon', 'nothing', 'modifiedon')
  }
  const said = saidOf(row)
  return changesOf(
    object,
    said,
    {
      system: 'dynamics',
      ids: [idOf(object, said)],
      changed_at: instantOf(modifiedon as string),
      operation: 'snapshot',
      commit_number: (versionnumber ?? etagVersion(row) ?? 0) as number,
    },
    defaults,
  )
}

/** The table of a row, by what it or its page says, else by its key; the name of a table that is not known. */
function objectOf(row: JsonObject, page: JsonObject, objects: Context['objects']): CrmObject | string {
  const type = String(row['@odata.type'] ?? '').replace(/^.*\./, '')
  const named = type || setIn(row['@odata.context']) || setIn(row['@odata.id']) || setIn(page['@odata.context'])
  if (named) {
    const name = plainName(named)
    return objects[name] ?? objects[name.replace(/s$/, '')] ?? objects[name.replace(/ies$/, 'y')] ?? named
  }
  // A key alone: rows of other tables refer to one as `_accountid_value`.
  const object = Object.values(objects).find((each) => each.id(saidOf(row)) !== undefined)
  if (object) return object
  throw new FieldError('@odata.context, @odata.type or a key that tells the table', 'none', '@odata.context')
}

/** `accounts` of `https://.../$metadata#accounts(name)/$delta` or `https://.../accounts(...)`. */
function setIn(link: unknown): string {
  return typeof link === 'string' ? (/(?:#|\/)([a-z_]\w*)(?:\([^)]*\))?(?:\/\$\w+)?$/i.exec(link)?.[1] ?? '') : ''
}

function isDeletion(row: JsonObject): boolean {
  return (
    String(row['@odata.context'] ?? '').endsWith('$deletedEntity') ||
    row.reason === 'deleted' ||
    (typeof row['@removed'] === 'object' && row['@removed'] !== null)
  )
}

/**
 * Deletions have no time of their own. The page's link holds the version and time up to which it tells of changes, as
 * in `$deltatoken=919042%2108%2f22%2f2017%2008%3a10%3a44`, in UTC: the deletion was no later.
 */
function deletedBy(row: JsonObject, page: JsonObject) {
  const id = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(String(row.id ?? row['@odata.id'] ?? ''))?.[0]
  if (!id) throw new FieldError('the id of the deleted row', row.id ?? 'nothing', 'id')
  const link = String(page['@odata.deltaLink'] ?? page['@odata.nextLink'] ?? '')
  const token = /[$]deltatoken=([^&]*)/i.exec(decoded(link))?.[1] ?? ''
  const [, version, time] = /^(\d+)!(.+)$/.exec(token) ?? []
  if (!version || !time) {
    throw new FieldError('the delta link of the page, which dates deletions', link || 'nothing', '@odata.deltaLink')
  }
  const changed_at = instant(time.trim(), ['MM/dd/yyyy HH:mm:ss', 'M/d/yyyy h:mm:ss a', 'ISO'], 'UTC')
  return { ids: [id.toLowerCase()], changed_at, commit_number: version }
}

/** The version in `W/"919042"`. */
function etagVersion(row: JsonObject): string | undefined {
  return /^W\/"(\d+)"$/.exec(String(row['@odata.etag'] ?? ''))?.[1]
}

function decoded(link: string): string {
  try {
    return decodeURIComponent(link.replaceAll('+', ' '))
  } catch {
    return link
  }
}
