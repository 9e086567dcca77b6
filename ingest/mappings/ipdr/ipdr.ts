import type { XmlElement } from '../../codecs/xml_elements.ts'
import type { Event } from '../../contracts/index.ts'
import type { FeedOptions } from '../feed_options.ts'
import { csv, xmlElements } from '../format.ts'
import { instant } from '../instant.ts'
import { FieldError, type Mapping, type MappingContext, mapping } from '../mapping.ts'
import { samisReport } from './samis_record.ts'

const END = 'IPDRDoc.End'

/**
 * IPDR documents in XML with DOCSIS SAMIS records to `usage_partial`; the document's end, with its count, to `file_control`.
 * `ipdrXml({ zone: 'Europe/Lisbon' })` says which zone times without one are in.
 */
export function ipdrXml({ name = 'ipdr_xml', zone = 'UTC' }: FeedOptions = {}): Mapping<XmlElement> {
  return mapping<XmlElement>({
    name,
    format: xmlElements({ elements: ['IPDR', END] }),
    map: (record, context) =>
      record.element === END ? documentEnd(record, context, zone) : samisReport(record.content, zone),
  })
}

/** SAMIS records in separated values whose header names the fields: `CmMacAddr`, `ServiceOctetsPassed`, ... */
export function ipdrCsv({ name = 'ipdr_csv', zone = 'UTC' }: FeedOptions = {}): Mapping {
  return mapping({ name, format: csv({ trim: true }), map: (row) => samisReport(row, zone) })
}

function documentEnd({ content, root, before }: XmlElement, { file }: MappingContext, zone: string): Event {
  const { count, endTime } = content as Readonly<Record<string, string | undefined>>
  if (count !== undefined && !/^\d{1,15}$/.test(count)) throw new FieldError('a whole number', count, 'count')
  const opened = root.creationTime
  return {
    contract: 'file_control',
    file,
    origin: root.IPDRRecorderInfo || root.docId || 'IPDR',
    opened_at: opened ? timeOf(opened, 'creationTime', zone) : null,
    closed_at: timeOf(endTime ?? opened ?? '', 'endTime', zone),
    records_stated: count ?? null,
    records_read: before,
  }
}

function timeOf(text: string, field: string, zone: string): string {
  try {
    return instant(text, 'ISO', zone)
  } catch (error) {
    throw error instanceof FieldError ? new FieldError('a time', text, field) : error
  }
}

/** Documents whose times without a zone are UTC. */
export const ipdrXmlSamis = ipdrXml()
export const ipdrCsvSamis = ipdrCsv()
