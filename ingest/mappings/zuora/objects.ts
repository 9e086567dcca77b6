import type { CrmObject } from '../crm/object.ts'
import { itself } from '../crm/object.ts'
import { from, phoneOf, read, type Source, word } from '../crm/said.ts'
import { FieldError } from '../mapping.ts'
import { integer } from '../number.ts'

const lower = (value: string | number | boolean) => String(value).trim().toLowerCase()

/** `Net 30` as 30, `Due Upon Receipt` as 0. */
function termDays(value: string | number | boolean): number {
  const text = lower(value)
  if (/^(due )?(up)?on receipt$/.test(text)) return 0
  const days = /^net\s*(\d{1,3})$/.exec(text)?.[1]
  if (days === undefined) throw new FieldError('Net with a number of days, or Due Upon Receipt', value)
  return Number(days)
}

/** Months of a term in months or years; none for an evergreen subscription. */
const contractMonths: Source = (said) => {
  const term = read((value) => integer(value as string), 'InitialTerm', 'CurrentTerm')(said)
  if (term === undefined || term === null) return term
  const period = lower(String(said.get('initialtermperiodtype') ?? 'month'))
  return period === 'month' ? Number(term) : period === 'year' ? Number(term) * 12 : null
}

const account: CrmObject = {
  name: 'account',
  id: from('Id'),
  entities: [
    {
      entity: 'customer',
      always: { kind: 'organization' },
      fields: {
        parent_customer_id: from('ParentId', 'ParentAccountId'),
        status: word({ Active: 'active', Draft: 'active', Canceled: 'closed', Cancelled: 'closed' }, 'Status'),
      },
    },
    { entity: 'customer_contact', fields: { customer_id: itself, name: from('Name') } },
    {
      entity: 'billing_account',
      fields: {
        customer_id: itself,
        payer_account_id: from('ParentId', 'ParentAccountId'),
        currency: from('Currency'),
        // 0 stands for a cycle day that no charge has set yet.
        cycle_day: read((value) => (String(value) === '0' ? null : integer(value as string)), 'BillCycleDay', 'Bcd'),
        payment_terms_days: read(termDays, 'PaymentTerm'),
        tax_exempt: read((value) => lower(value) === 'yes', 'TaxExemptStatus'),
        status: word({ Active: 'active', Draft: 'active', Canceled: 'closed', Cancelled: 'closed' }, 'Status'),
      },
    },
  ],
}

/** A contact of an account: how to reach the customer. */
const contact: CrmObject = {
  name: 'contact',
  id: from('Id'),
  entities: [
    {
      entity: 'customer_contact',
      fields: {
        customer_id: from('AccountId'),
        given_name: from('FirstName'),
        family_name: from('LastName'),
        email: from('WorkEmail', 'PersonalEmail'),
        phone: read(phoneOf, 'MobilePhone', 'WorkPhone', 'HomePhone'),
        street: (said) => [from('Address1')(said), from('Address2')(said)].filter(Boolean).join(', ') || null,
        city: from('City'),
        postal_code: from('PostalCode', 'ZipCode'),
      },
    },
  ],
}

/** A subscription is known by its first version; its plan and type of line stand in other objects: see docs/crm-feeds.md. */
const subscription: CrmObject = {
  name: 'subscription',
  id: from('OriginalId', 'Id'),
  entities: [
    {
      entity: 'subscription',
      fields: {
        customer_id: from('AccountId'),
        billing_account_id: from('InvoiceOwnerId', 'AccountId'),
        status: word(
          {
            Draft: 'pending',
            'Pending Activation': 'pending',
            'Pending Acceptance': 'pending',
            Active: 'active',
            Suspended: 'suspended',
            Cancelled: 'terminated',
            Canceled: 'terminated',
            Expired: 'terminated',
          },
          'Status',
        ),
        status_reason: from('CancelReason'),
        contract_months: contractMonths,
        type: from('LineType__c'),
        offering_id: from('OfferingId__c'),
      },
    },
  ],
}

/** Objects of Zuora, and what their standard fields are. Add your own fields by spreading an object. */
export const zuoraObjects: Readonly<Record<string, CrmObject>> = { account, contact, subscription }
