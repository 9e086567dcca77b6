import type { CrmObject } from '../crm/object.ts'
import { itself } from '../crm/object.ts'
import { countryOf, dayOf, from, instantOf, phoneOf, read, type Source, word } from '../crm/said.ts'
import { decimal } from '../number.ts'
import { salesforceId } from './record_id.ts'

/** Given and family name say it, where they are told apart: the full name would stay behind when one of them changes. */
const fullName: Source = (said) => (said.get('lastname') ? null : from('Name')(said))
const lower = (value: string | number | boolean) => String(value).trim().toLowerCase()

const account: CrmObject = {
  name: 'Account',
  id: read(salesforceId, 'Id'),
  entities: [
    {
      entity: 'customer',
      always: { kind: 'organization' },
      fields: {
        kind: read((value) => (lower(value as string) === 'true' ? 'individual' : 'organization'), 'IsPersonAccount'),
        segment: from('Type'),
        region: from('BillingState', 'BillingStateCode'),
        country: read(countryOf, 'BillingCountryCode', 'BillingCountry'),
        parent_customer_id: read(salesforceId, 'ParentId'),
      },
    },
    {
      entity: 'customer_contact',
      fields: {
        customer_id: itself,
        name: fullName,
        given_name: from('FirstName'),
        family_name: from('LastName'),
        email: from('PersonEmail'),
        phone: read(phoneOf, 'Phone'),
        street: from('BillingStreet'),
        city: from('BillingCity'),
        postal_code: from('BillingPostalCode'),
        birth_date: read(dayOf, 'PersonBirthdate'),
      },
    },
  ],
}

const contact: CrmObject = {
  name: 'Contact',
  id: read(salesforceId, 'Id'),
  entities: [
    {
      entity: 'customer_contact',
      fields: {
        customer_id: read(salesforceId, 'AccountId'),
        name: fullName,
        given_name: from('FirstName'),
        family_name: from('LastName'),
        email: from('Email'),
        phone: read(phoneOf, 'Phone', 'MobilePhone'),
        street: from('MailingStreet'),
        city: from('MailingCity'),
        postal_code: from('MailingPostalCode'),
        birth_date: read(dayOf, 'Birthdate'),
      },
    },
  ],
}

/** An installed product. Its account and type of line are no standard fields: see docs/crm-feeds.md. */
const asset: CrmObject = {
  name: 'Asset',
  id: read(salesforceId, 'Id'),
  entities: [
    {
      entity: 'subscription',
      fields: {
        customer_id: read(salesforceId, 'AccountId'),
        billing_account_id: from('BillingAccount__c', 'BillingAccountId'),
        type: from('LineType__c'),
        status: word(
          {
            Purchased: 'pending',
            Shipped: 'pending',
            Pending: 'pending',
            Installed: 'active',
            Registered: 'active',
            Active: 'active',
            Suspended: 'suspended',
            Obsolete: 'terminated',
            Inactive: 'terminated',
            Cancelled: 'terminated',
            Terminated: 'terminated',
          },
          'Status',
        ),
        status_reason: from('StatusReason'),
        offering_id: from('ProductCode', 'Product2Id'),
        recurring_price: read((value) => decimal(value as string), 'Price'),
      },
    },
  ],
}

const order: CrmObject = {
  name: 'Order',
  id: read(salesforceId, 'Id'),
  entities: [
    {
      entity: 'product_order',
      always: { action: 'add' },
      fields: {
        customer_id: read(salesforceId, 'AccountId'),
        action: read((value) => (lower(value) === 'true' ? 'delete' : 'add'), 'IsReductionOrder'),
        status: word(
          {
            Draft: 'acknowledged',
            Submitted: 'acknowledged',
            Activated: 'in progress',
            'In Progress': 'in progress',
            Fulfilled: 'completed',
            Completed: 'completed',
            Cancelled: 'cancelled',
            Canceled: 'cancelled',
            Expired: 'cancelled',
            Failed: 'failed',
            Rejected: 'failed',
          },
          'Status',
        ),
      },
    },
  ],
}

const ticketStatus: Readonly<Record<string, string>> = {
  new: 'open',
  working: 'open',
  escalated: 'open',
  'in progress': 'open',
  'on hold': 'pending',
  resolved: 'solved',
}

const caseObject: CrmObject = {
  name: 'Case',
  id: read(salesforceId, 'Id'),
  entities: [
    {
      entity: 'trouble_ticket',
      fields: {
        opened_at: read(instantOf, 'CreatedDate'),
        customer_id: read(salesforceId, 'AccountId'),
        subscription_id: read(salesforceId, 'AssetId'),
        category: read(lower, 'Type'),
        subject: from('Subject'),
        status: read((value) => ticketStatus[lower(value)] ?? lower(value), 'Status'),
        channel: read(lower, 'Origin'),
        resolved_at: read(instantOf, 'ClosedDate'),
      },
    },
  ],
}

/** Objects of Salesforce by name, and what their standard fields are. Add your own fields by spreading an object. */
export const salesforceObjects: Readonly<Record<string, CrmObject>> = {
  Account: account,
  Contact: contact,
  Asset: asset,
  Order: order,
  Case: caseObject,
}
