import type { CrmObject } from '../crm/object.ts'
import { itself } from '../crm/object.ts'
import { countryOf, dayOf, from, instantOf, phoneOf, read, type Said, type Source, word } from '../crm/said.ts'

/** The words of a choice, which stand beside its number. */
const label = (field: string) => `${field}@OData.Community.Display.V1.FormattedValue`
const lower = (value: string | number | boolean) => String(value).trim().toLowerCase()

/** Given and family name say it, where they are told apart. */
const fullName: Source = (said) => (said.get('lastname') ? null : from('fullname')(said))
/** A contact of no company buys for itself. */
const isCustomer = (said: Said) => !said.get('parentcustomeridvalue')

const address = {
  street: from('address1_line1'),
  city: from('address1_city'),
  postal_code: from('address1_postalcode'),
}
const place = {
  region: from('address1_stateorprovince'),
  country: read(countryOf, 'address1_country'),
  status: word({ 0: 'active', 1: 'closed' }, 'statecode'),
}

const account: CrmObject = {
  name: 'account',
  id: from('accountid'),
  entities: [
    {
      entity: 'customer',
      always: { kind: 'organization' },
      fields: {
        ...place,
        segment: from(label('customertypecode'), label('industrycode')),
        parent_customer_id: from('_parentaccountid_value'),
      },
    },
    {
      entity: 'customer_contact',
      fields: {
        ...address,
        customer_id: itself,
        name: from('name'),
        email: from('emailaddress1'),
        phone: read(phoneOf, 'telephone1'),
      },
    },
  ],
}

const contact: CrmObject = {
  name: 'contact',
  id: from('contactid'),
  entities: [
    {
      entity: 'customer',
      when: isCustomer,
      always: { kind: 'individual' },
      fields: {
        ...place,
        segment: from(label('customertypecode')),
        gender: word({ 1: 'male', 2: 'female' }, 'gendercode'),
      },
    },
    {
      entity: 'customer_contact',
      fields: {
        ...address,
        customer_id: (said) => said.get('parentcustomeridvalue') ?? itself(said),
        name: fullName,
        given_name: from('firstname'),
        family_name: from('lastname'),
        email: from('emailaddress1'),
        phone: read(phoneOf, 'mobilephone', 'telephone1'),
        birth_date: read(dayOf, 'birthdate'),
      },
    },
  ],
}

const incident: CrmObject = {
  name: 'incident',
  id: from('incidentid'),
  entities: [
    {
      entity: 'trouble_ticket',
      fields: {
        opened_at: read(instantOf, 'createdon'),
        customer_id: from('_customerid_value', '_accountid_value'),
        category: read(lower, label('casetypecode')),
        subject: from('title'),
        status: word({ 0: 'open', 1: 'solved', 2: 'closed' }, 'statecode'),
        channel: read(lower, label('caseorigincode')),
      },
    },
  ],
}

const salesOrder: CrmObject = {
  name: 'salesorder',
  id: from('salesorderid'),
  entities: [
    {
      entity: 'product_order',
      always: { action: 'add' },
      fields: {
        customer_id: from('_customerid_value'),
        status: word(
          { 0: 'acknowledged', 1: 'in progress', 2: 'cancelled', 3: 'completed', 4: 'completed' },
          'statecode',
        ),
      },
    },
  ],
}

/** Tables of Dataverse by logical name, and what their standard columns are. Add columns of your own by spreading one. */
export const dynamicsObjects: Readonly<Record<string, CrmObject>> = {
  account,
  contact,
  incident,
  salesorder: salesOrder,
}
