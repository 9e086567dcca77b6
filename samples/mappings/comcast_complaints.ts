import { csv, FieldError, instant, mapping } from '../../ingest/mapping.ts'

interface Row {
  readonly 'Ticket #': string
  readonly 'Customer Complaint': string
  readonly Date: string
  readonly Date_month_year: string
  readonly Time: string
  readonly 'Received Via': string
  readonly City: string
  readonly State: string
  readonly Status: string
}

/** Complaints come from all states; they were filed with an office in Washington. */
const ZONE = 'America/New_York'

/** Complaints about Comcast filed with the FCC in 2015: trouble tickets whose customers are not named. */
export default mapping<Row>({
  name: 'comcast_complaints',
  format: csv(),
  map(row) {
    const openedAt = instant(`${row.Date} ${row.Time}`, ['dd-MM-yyyy h:mm:ss a', 'dd-MM-yy h:mm:ss a'], ZONE)
    // "04-08-2015" reads both ways; the second column, with the month's name, settles it.
    const spelled = instant(`${row.Date_month_year} ${row.Time}`, 'd-MMM-yy h:mm:ss a', ZONE)
    if (spelled !== openedAt) throw new FieldError(`the day ${row.Date_month_year}`, row.Date, 'Date')
    return {
      contract: 'trouble_ticket',
      ticket_id: row['Ticket #'],
      updated_at: openedAt,
      opened_at: openedAt,
      category: categoryOf(row['Customer Complaint']),
      subject: row['Customer Complaint'],
      status: row.Status.toLowerCase(),
      channel: row['Received Via'] === 'Customer Care Call' ? 'phone' : row['Received Via'].toLowerCase(),
      region: row.State,
      city: row.City,
    }
  },
})

function categoryOf(complaint: string): string {
  if (/bill|charg|fee|price|pricing|refund|payment|overcharge/i.test(complaint)) return 'bill'
  if (/speed|internet|outage|slow|data|cap|connect|signal|wifi/i.test(complaint)) return 'network'
  if (/service|install|technician|cancel|support/i.test(complaint)) return 'service'
  return 'other'
}
