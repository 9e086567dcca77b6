import type { CrmObject } from '../crm/object.ts'
import { itself } from '../crm/object.ts'
import { countryOf, dayOf, from, instantOf, phoneOf, read, type Source, word } from '../crm/said.ts'

const fullName: Source = (said) => (said.get('lastname') ? null : from('ContactName', 'PartyName')(said))
/** `ORA_SVC_PHONE` as `phone`. */
const code = (value: string | number | boolean) =>
  String(value)
    .replace(/^(ORA_SVC_|ZCA_)/, '')
    .replaceAll('_', ' ')
    .trim()
    .toLowerCase()

const status = word({ A: 'active', Active: 'active', I: 'closed', Inactive: 'closed' }, 'PartyStatus', 'Status')
const address = {
  street: from('AddressLine1'),
  city: from('City'),
  postal_code: from('PostalCode'),
}

const accounts: CrmObject = {
  name: 'accounts',
  id: from('PartyNumber'),
  entities: [
    {
      entity: 'customer',
      always: { kind: 'organization' },
      fields: {
        segment: read(code, 'Type'),
        region: from('State', 'Province'),
        country: read(countryOf, 'Country'),
        parent_customer_id: from('ParentAccountPartyNumber', 'ParentPartyNumber'),
        status,
      },
    },
    {
      entity: 'customer_contact',
      fields: {
        ...address,
        customer_id: itself,
        name: from('OrganizationName', 'AccountName', 'PartyName'),
        email: from('EmailAddress', 'PrimaryContactEmail'),
        phone: read(phoneOf, 'FormattedPhoneNumber', 'PhoneNumber'),
      },
    },
  ],
}

const contacts: CrmObject = {
  name: 'contacts',
  id: from('PartyNumber'),
  entities: [
    {
      entity: 'customer',
      when: (said) => !said.get('accountpartynumber'),
      always: { kind: 'individual' },
      fields: {
        region: from('State', 'Province'),
        country: read(countryOf, 'Country'),
        gender: read(code, 'Gender'),
        status,
      },
    },
    {
      entity: 'customer_contact',
      fields: {
        ...address,
        customer_id: (said) => said.get('accountpartynumber') ?? itself(said),
        name: fullName,
        given_name: from('FirstName'),
        family_name: from('LastName'),
        email: from('EmailAddress'),
        phone: read(phoneOf, 'FormattedMobileNumber', 'MobileNumber', 'FormattedWorkPhoneNumber'),
        birth_date: read(dayOf, 'DateOfBirth'),
      },
    },
  ],
}

const serviceRequests: CrmObject = {
  name: 'serviceRequests',
  id: from('SrNumber'),
  entities: [
    {
      entity: 'trouble_ticket',
      fields: {
        opened_at: read(instantOf, 'CreationDate', 'OpenDate'),
        customer_id: from('AccountPartyNumber'),
        category: read(code, 'SrTypeCd', 'CategoryName'),
        subject: from('Title'),
        status: word(
          {
            ORA_SVC_NEW: 'open',
            ORA_SVC_INPROGRESS: 'open',
            ORA_SVC_WAITING: 'pending',
            ORA_SVC_RESOLVED: 'solved',
            ORA_SVC_CLOSED: 'closed',
            New: 'open',
            'In Progress': 'open',
            Waiting: 'pending',
            Resolved: 'solved',
            Closed: 'closed',
          },
          'StatusCd',
          'Status',
        ),
        channel: read(code, 'ChannelTypeCd'),
        resolved_at: read(instantOf, 'ResolveDate', 'ResolvedDate'),
      },
    },
  ],
}

/** Resources of Oracle CX Sales and Service, and what their standard attributes are. */
export const oracleCxObjects: Readonly<Record<string, CrmObject>> = { accounts, contacts, serviceRequests }
