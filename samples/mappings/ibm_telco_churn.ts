import { csv, decimal, FieldError, integer, mapping } from '../../ingest/mapping.ts'

/** Columns of IBM's "Telco Customer Churn" sample (Telco-Customer-Churn.csv), as far as they are used. */
interface Row {
  readonly customerID: string
  readonly gender: string
  readonly SeniorCitizen: string
  readonly Partner: string
  readonly Dependents: string
  readonly tenure: string
  readonly InternetService: string
  readonly Contract: string
  readonly PaymentMethod: string
  readonly MonthlyCharges: string
  readonly Churn: string
}

/** The file has no dates: it is read as the state at the end of June 2026, with `tenure` in whole months before it. */
const LAST_MONTH = { year: 2026, month: 6 }
/** Older bills are not in the file; billing begins here, or at the activation if that is later. */
const BOOKS_BEGIN = '2026-01-01T08:00:00.000Z'

const contracts: Readonly<Record<string, number>> = { 'Month-to-month': 0, 'One year': 12, 'Two year': 24 }
const accesses: Readonly<Record<string, string>> = { 'Fiber optic': 'fiber', DSL: 'dsl', No: 'none' }
const paymentMethods: Readonly<Record<string, string>> = {
  'Electronic check': 'electronic check',
  'Mailed check': 'mailed check',
  'Bank transfer (automatic)': 'direct debit',
  'Credit card (automatic)': 'card',
}

/**
 * A customer file: one row is a customer, its billing account, its line, the line's plan, and the line's end where the
 * customer has churned. Known answers: 7,043 customers, 1,869 churned, monthly charges 456,116.60.
 */
export default mapping<Row>({
  name: 'ibm_telco_churn',
  format: csv(),
  map(row) {
    const id = row.customerID
    const activatedAt = activation(Number(integer(row.tenure)))
    const contractMonths = known(contracts, row.Contract, 'Contract')
    const access = known(accesses, row.InternetService, 'InternetService')
    const offeringId = `ibm-${access}-${contractMonths}`
    const line = {
      contract: 'subscription',
      subscription_id: `S-${id}`,
      customer_id: id,
      billing_account_id: `A-${id}`,
      type: 'fixed postpaid',
      offering_id: offeringId,
      recurring_price: decimal(row.MonthlyCharges),
      contract_months: contractMonths,
      access,
    } as const
    const ended =
      row.Churn === 'Yes'
        ? ([{ ...line, effective_at: termination(id), status: 'terminated', status_reason: 'not stated' }] as const)
        : []
    return [
      {
        // The same plan comes with many rows; the catalogue keeps one of it.
        contract: 'catalogue_offering',
        offering_id: offeringId,
        name: `${row.InternetService === 'No' ? 'Phone only' : row.InternetService}, ${row.Contract}`,
        type: 'fixed postpaid',
        currency: 'USD',
        recurring_price: '0',
        charged_in: 'arrears',
        tariff_id: 'ibm-home',
        tax_rate: '0',
      },
      {
        contract: 'customer',
        customer_id: id,
        updated_at: activatedAt,
        kind: 'individual',
        segment: 'consumer',
        region: 'California',
        country: 'US',
        gender: row.gender.toLowerCase(),
        age_band: row.SeniorCitizen === '1' ? '65+' : 'under 65',
        household: household(row),
      },
      {
        contract: 'billing_account',
        billing_account_id: `A-${id}`,
        updated_at: activatedAt > BOOKS_BEGIN ? activatedAt : BOOKS_BEGIN,
        customer_id: id,
        currency: 'USD',
        time_zone: 'America/Los_Angeles',
        payment_method: known(paymentMethods, row.PaymentMethod, 'PaymentMethod'),
      },
      { ...line, effective_at: activatedAt, status: 'active' },
      ...ended,
    ]
  },
})

/** The 15th, `tenure` months before June 2026, at noon UTC: the same day in California. */
function activation(tenure: number): string {
  return new Date(Date.UTC(LAST_MONTH.year, LAST_MONTH.month - 1 - tenure, 15, 12)).toISOString()
}

/** Who churned left in June, after the 15th; the file does not say when, so the id decides. */
function termination(id: string): string {
  let hash = 0
  for (const character of id) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) | 0
  const day = 16 + ((hash >>> 0) % 15)
  return new Date(Date.UTC(LAST_MONTH.year, LAST_MONTH.month - 1, day, 12)).toISOString()
}

function household({ Partner, Dependents }: Row): string {
  const members = [Partner === 'Yes' ? 'partner' : '', Dependents === 'Yes' ? 'dependents' : ''].filter(Boolean)
  return members.length > 0 ? members.join(', ') : 'single'
}

function known<T>(words: Readonly<Record<string, T>>, word: string, column: string): T {
  const value = words[word]
  if (value === undefined) throw new FieldError(`one of ${Object.keys(words).join(', ')}`, word, column)
  return value
}
