import { type Invoice, InvoiceService } from '@e-invoice-eu/core'
import { InputError } from '../warehouse/errors.ts'
import type { Address, Amount, Bill, BillLine, Buyer, Payment, Seller, TaxGroup } from './bill.ts'
import { atScale, decimalsOf, isNegative, negated, requireSums } from './exact.ts'
import { formatOf } from './format.ts'
import { languageOf } from './language.ts'
import { groupsOf } from './ubl-tax.ts'

type Ubl = Invoice['ubl:Invoice']
type Currency = Ubl['cbc:DocumentCurrencyCode']
type Line = Ubl['cac:InvoiceLine'][number]

/** UNCL 1001: commercial invoice, credit note, debit note. */
const typeCodes = { bill: '380', 'credit note': '381', 'debit note': '383' } as const
/** The most decimals an amount of EN 16931 may have (BR-DEC). */
const DECIMALS = 2

/**
 * A bill as an electronic invoice of EN 16931 in UBL 2.1 (an `Invoice`, or a `CreditNote` for a credit note). A tax of several
 * parts is one group at the rate of its lines, for a line has one rate there; its parts are told in a note (BT-22).
 *
 * @throws InputError where totals are not the sums of their parts, a party has no electronic address, and where an amount needs more than the two decimals that
 * EN 16931 allows (a currency such as KWD).
 */
export async function billUbl(bill: Bill): Promise<string> {
  requireSums(bill)
  const silent = { log: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined }
  const service = new InvoiceService(silent as never)
  const made = await service.generate({ 'ubl:Invoice': invoice(bill) }, { format: 'UBL', lang: bill.language } as never)
  return typeof made === 'string' ? made : Buffer.from(made).toString('utf8')
}

function invoice(bill: Bill): Ubl {
  const { number, currency, seller, buyer } = bill
  const money = (amount: Amount) => {
    if (decimalsOf(amount) > DECIMALS) {
      throw new InputError(
        `bill ${number}: ${amount} ${currency} has more than ${DECIMALS} decimals`,
        'EN 16931 takes at most two: send this bill as PDF',
      )
    }
    return atScale(amount, Math.min(bill.minorUnits, DECIMALS))
  }
  const language = languageOf(bill.language)
  const format = formatOf(language, currency, bill.minorUnits)
  const parts = bill.taxes.filter(({ name }) => name !== undefined)
  const partText = ({ name, percent, net, tax }: TaxGroup) =>
    `${name} ${format.percent(percent)}: ${format.money(tax)} (${format.money(net)})`
  const sum = <K extends string>(name: K, amount: Amount) =>
    ({ [name]: money(amount), [`${name}@currencyID`]: currency }) as Record<K, string>
  return {
    'cbc:CustomizationID': 'urn:cen.eu:en16931:2017',
    'cbc:ID': number,
    'cbc:IssueDate': bill.issued,
    'cbc:DueDate': bill.due,
    'cbc:InvoiceTypeCode': typeCodes[bill.kind],
    ...(parts.length === 0 ? {} : { 'cbc:Note': [parts.map(partText).join('; ')] }),
    'cbc:DocumentCurrencyCode': currency as Currency,
    'cbc:BuyerReference': buyer.reference ?? buyer.customerId,
    'cac:InvoicePeriod': { 'cbc:StartDate': bill.from, 'cbc:EndDate': lastDay(bill.to) },
    ...(bill.corrects
      ? {
          'cac:BillingReference': [
            {
              'cac:InvoiceDocumentReference': { 'cbc:ID': bill.corrects.number, 'cbc:IssueDate': bill.corrects.issued },
            },
          ],
        }
      : {}),
    'cac:AccountingSupplierParty': {
      'cac:Party': {
        ...endpoint(number, 'seller', seller),
        'cac:PostalAddress': postalAddress(seller.address),
        'cac:PartyTaxScheme': seller.vatId
          ? [{ 'cbc:CompanyID': vatId(seller.vatId, seller.address), 'cac:TaxScheme': { 'cbc:ID': 'VAT' } }]
          : [],
        'cac:PartyLegalEntity': {
          'cbc:RegistrationName': seller.name,
          ...(seller.registration ? { 'cbc:CompanyID': seller.registration } : {}),
        },
        ...(seller.email || seller.phone
          ? {
              'cac:Contact': {
                'cbc:Name': seller.name,
                ...(seller.phone ? { 'cbc:Telephone': seller.phone } : {}),
                ...(seller.email ? { 'cbc:ElectronicMail': seller.email } : {}),
              },
            }
          : {}),
      },
    },
    'cac:AccountingCustomerParty': {
      'cac:Party': {
        ...endpoint(number, 'buyer', buyer),
        'cac:PartyIdentification': { 'cbc:ID': buyer.customerId },
        'cac:PostalAddress': postalAddress(buyer.address),
        ...(buyer.vatId
          ? {
              'cac:PartyTaxScheme': {
                'cbc:CompanyID': vatId(buyer.vatId, buyer.address),
                'cac:TaxScheme': { 'cbc:ID': 'VAT' },
              },
            }
          : {}),
        'cac:PartyLegalEntity': { 'cbc:RegistrationName': buyer.name },
      },
    },
    'cac:PaymentMeans': [paymentMeans(bill.payment, number)],
    'cac:PaymentTerms': { 'cbc:Note': `${language.due}: ${format.day(bill.due)}` },
    'cac:TaxTotal': [
      {
        ...sum('cbc:TaxAmount', bill.tax),
        'cac:TaxSubtotal': groupsOf(bill).map((group) => ({
          ...sum('cbc:TaxableAmount', group.net),
          ...sum('cbc:TaxAmount', group.tax),
          'cac:TaxCategory': {
            'cbc:ID': group.category,
            // Outside the scope of VAT there is no rate (BR-O-05).
            ...(group.category === 'O' ? {} : { 'cbc:Percent': group.percent }),
            ...(group.category === 'S' || group.category === 'Z'
              ? {}
              : { 'cbc:TaxExemptionReason': group.reason ?? language.reverseCharge }),
            'cac:TaxScheme': { 'cbc:ID': 'VAT' },
          },
        })),
      },
    ],
    'cac:LegalMonetaryTotal': {
      ...sum('cbc:LineExtensionAmount', bill.net),
      ...sum('cbc:TaxExclusiveAmount', bill.net),
      ...sum('cbc:TaxInclusiveAmount', bill.gross),
      ...sum('cbc:PayableAmount', bill.gross),
    },
    'cac:InvoiceLine': bill.lines.map((line) => invoiceLine(line, currency, money)) as [Line, ...Line[]],
  } as Ubl
}

/** UN/ECE recommendation 20. */
const unitCodes = { seconds: 'SEC', messages: 'C62', bytes: 'AD', events: 'C62', days: 'DAY' } as const

/**
 * A line that has one price sells its quantity at that; any other sells one of what it names at its net amount. What was
 * measured stands in its description, exactly.
 */
function invoiceLine(line: BillLine, currency: string, money: (amount: Amount) => string): Line {
  // A price is never negative (BR-27): what is given back is a negative quantity.
  const back = isNegative(line.net)
  const { price, quantity } = line
  const sold =
    price && quantity
      ? { quantity: quantity.amount, unit: unitCodes[quantity.unit], ...inHundredths(price) }
      : { quantity: back ? '-1' : '1', unit: 'C62', price: money(back ? negated(line.net) : line.net), of: undefined }
  const measured = line.quantity ? [`${line.quantity.amount} ${line.quantity.unit}`] : []
  const description = [line.subscription, line.account, ...measured].filter((each) => each !== undefined).join(', ')
  return {
    'cbc:ID': line.id,
    'cbc:InvoicedQuantity': sold.quantity,
    'cbc:InvoicedQuantity@unitCode': sold.unit,
    'cbc:LineExtensionAmount': money(line.net),
    'cbc:LineExtensionAmount@currencyID': currency,
    'cac:InvoicePeriod': { 'cbc:StartDate': line.from, 'cbc:EndDate': lastDay(line.to) },
    'cac:Item': {
      ...(description ? { 'cbc:Description': description } : {}),
      'cbc:Name': line.description,
      'cac:ClassifiedTaxCategory': {
        'cbc:ID': line.tax,
        ...(line.tax === 'O' ? {} : { 'cbc:Percent': line.taxPercent }),
        'cac:TaxScheme': { 'cbc:ID': 'VAT' },
      },
    },
    'cac:Price': {
      'cbc:PriceAmount': sold.price,
      'cbc:PriceAmount@currencyID': currency,
      ...(sold.of === undefined ? {} : { 'cbc:BaseQuantity': sold.of, 'cbc:BaseQuantity@unitCode': sold.unit }),
    },
  } as Line
}

/** A price that has more than the two decimals an amount may have here is said for so many more units: 0.005 as 0.50 of 100. */
function inHundredths({ amount, of }: NonNullable<BillLine['price']>): { readonly price: string; readonly of: string } {
  const [whole, decimals = ''] = amount.split('.')
  const said = decimals.replace(/0+$/, '').padEnd(2, '0')
  const more = said.length - 2
  const digits = `${whole}${said}`.replace(/^0+(?=\d{3})/, '')
  return { price: `${digits.slice(0, -2)}.${digits.slice(-2)}`, of: `${of}${'0'.repeat(more)}` }
}

function postalAddress({ lines, city, postCode, country }: Address) {
  const [street, additional, ...others] = lines
  return {
    ...(street ? { 'cbc:StreetName': street } : {}),
    ...(additional ? { 'cbc:AdditionalStreetName': additional } : {}),
    ...(city ? { 'cbc:CityName': city } : {}),
    ...(postCode ? { 'cbc:PostalZone': postCode } : {}),
    ...(others.length > 0 ? { 'cac:AddressLine': { 'cbc:Line': others.join(', ') } } : {}),
    'cac:Country': { 'cbc:IdentificationCode': country as 'DE' },
  }
}

/** With the country in front (BR-CO-09), Greece's as `EL`; countries outside the EU write theirs without. */
function vatId(id: string, { country }: Address): string {
  return /^[A-Z]{2}/.test(id) ? id : `${country === 'GR' ? 'EL' : country}${id}`
}

function endpoint(number: string, who: string, party: Seller | Buyer) {
  const { scheme, id } = party.endpoint ?? { scheme: 'EM', id: party.email }
  if (id === undefined) {
    throw new InputError(
      `bill ${number}: its ${who} has no electronic address`,
      'give an endpoint or an e-mail address',
    )
  }
  return { 'cbc:EndpointID': id, 'cbc:EndpointID@schemeID': scheme as 'EM' }
}

/** UNCL 4461: 59 SEPA direct debit by a mandate, 49 direct debit of which no mandate is known, 30 credit transfer. */
function paymentMeans(payment: Payment, number: string): NonNullable<Ubl['cac:PaymentMeans']>[number] {
  return payment.by === 'direct debit'
    ? {
        'cbc:PaymentMeansCode': payment.mandate === undefined ? '49' : '59',
        'cbc:PaymentID': number,
        ...(payment.mandate === undefined
          ? {}
          : {
              'cac:PaymentMandate': {
                'cbc:ID': payment.mandate.id,
                'cac:PayerFinancialAccount': { 'cbc:ID': payment.mandate.iban },
              },
            }),
      }
    : {
        'cbc:PaymentMeansCode': '30',
        'cbc:PaymentID': payment.reference,
        'cac:PayeeFinancialAccount': {
          'cbc:ID': payment.iban,
          ...(payment.bic ? { 'cac:FinancialInstitutionBranch': { 'cbc:ID': payment.bic } } : {}),
        },
      }
}

/** EN 16931 names the last day of a period, we the day after it. */
function lastDay(to: string): string {
  return new Date(Date.parse(`${to}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}
