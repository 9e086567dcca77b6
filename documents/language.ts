import { ConfigurationError } from '../warehouse/errors.ts'
import { en } from './languages/en.ts'
import { es } from './languages/es.ts'
import { vi } from './languages/vi.ts'

/** Every text of a document, and the locale of its numbers and dates. */
export interface Language {
  /** BCP 47. */
  readonly locale: string
  /** How a day is written. */
  readonly days: Intl.DateTimeFormatOptions
  readonly titles: { readonly bill: string; readonly 'credit note': string; readonly 'debit note': string }
  readonly number: string
  readonly issued: string
  readonly due: string
  readonly period: string
  readonly customer: string
  readonly account: string
  readonly corrects: string
  readonly description: string
  readonly quantity: string
  readonly unitPrice: string
  readonly net: string
  readonly taxRate: string
  readonly tax: string
  readonly gross: string
  readonly total: string
  readonly toPay: string
  readonly credited: string
  readonly taxes: string
  readonly summary: string
  readonly kinds: Readonly<Record<'recurring' | 'usage' | 'one-off' | 'discount' | 'adjustment', string>>
  /** Text of a charge that was billed in advance and is given back for these days. */
  readonly givenBack: (text: string, days: string) => string
  readonly services: Readonly<Record<string, string>>
  readonly usageChart: string
  readonly details: string
  readonly itemised: string
  /** What stands below the itemised uses where there are `n` more. */
  readonly moreUses: (n: string) => string
  readonly time: string
  readonly otherParty: string
  readonly amount: string
  readonly subscription: string
  readonly statement: string
  readonly opening: string
  readonly thisBill: string
  readonly payments: string
  readonly closing: string
  readonly bankAccount: string
  readonly directDebit: string
  readonly creditTransfer: string
  readonly mandate: string
  readonly reference: string
  readonly reverseCharge: string
  readonly exempt: string
  readonly outsideScope: string
  readonly vatId: string
  readonly page: (page: number, of: number) => string
  readonly units: {
    readonly days: (n: string) => string
    readonly messages: (n: string) => string
    readonly events: (n: string) => string
  }
}

export const languages: Readonly<Record<string, Language>> = { en, es, vi }

/** @throws ConfigurationError for a language that documents are not written in. */
export function languageOf(code: string): Language {
  const found = Object.hasOwn(languages, code) ? languages[code] : undefined
  if (found) return found
  throw new ConfigurationError(
    `documents are not written in '${code}'`,
    `languages: ${Object.keys(languages).join(', ')}`,
  )
}
