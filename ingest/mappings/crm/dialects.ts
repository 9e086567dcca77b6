import { dynamicsChanges, dynamicsRows } from '../dynamics/changes.ts'
import type { Mapping } from '../mapping.ts'
import { oracleCxCsv, oracleCxItems } from '../oracle_cx/records.ts'
import { salesforceChangeEvents } from '../salesforce/change_events.ts'
import { salesforceCsv, salesforceRecords } from '../salesforce/exports.ts'
import { tmforum } from '../tmforum/tmforum.ts'
import { zuoraCreditBalanceCsv, zuoraCsv, zuoraPaymentsCsv } from '../zuora/exports.ts'

/** Mappings of CRM systems and billers, as their standard fields are. */
export const crmDialects: readonly Mapping<never>[] = [
  salesforceChangeEvents(),
  salesforceRecords(),
  salesforceCsv('Account'),
  salesforceCsv('Contact'),
  salesforceCsv('Asset'),
  salesforceCsv('Order'),
  salesforceCsv('Case'),
  dynamicsChanges(),
  dynamicsRows(),
  oracleCxItems(),
  oracleCxCsv('accounts'),
  oracleCxCsv('contacts'),
  oracleCxCsv('serviceRequests', { name: 'oracle_cx_service_requests_csv' }),
  tmforum(),
  zuoraCsv('account'),
  zuoraCsv('contact'),
  zuoraCsv('subscription'),
  zuoraPaymentsCsv('payment'),
  zuoraPaymentsCsv('refund'),
  zuoraCreditBalanceCsv(),
]
