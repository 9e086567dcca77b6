import type { Amount } from '../bill.ts'

/** A number of JSON whose text is exactly the decimal's: TM Forum writes amounts as numbers, and no float may come between. */
export function exactNumber(amount: Amount): unknown {
  return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(amount)
}

/** TM Forum's Money. */
export function money(amount: Amount, currency: string) {
  return { unit: currency, value: exactNumber(amount) }
}
