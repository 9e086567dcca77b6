import type { Random } from './random.ts'

/** How an account pays its bills. */
export type Habit =
  | { readonly kind: 'good' }
  | { readonly kind: 'late' }
  | { readonly kind: 'partial' }
  /** Stops paying from the n-th bill of the window on. */
  | { readonly kind: 'stops'; readonly fromBill: number }
  /** One direct debit comes back and is paid again later. */
  | { readonly kind: 'returned'; readonly bill: number }
  /** One card payment is charged back. */
  | { readonly kind: 'charged back'; readonly bill: number }
  | { readonly kind: 'overpays' }

export function habitOf(random: Random, method: string, months: number): Habit {
  const kind = random.weighted([
    ['good', 83] as const,
    ['late', 8] as const,
    ['partial', 2.5] as const,
    ['stops', 3.5] as const,
    ['special', 2] as const,
    ['overpays', 1] as const,
  ])
  if (kind === 'stops') return { kind, fromBill: random.below(months) }
  if (kind !== 'special') return { kind }
  const bill = random.below(months)
  return method === 'card' || method === 'wallet' ? { kind: 'charged back', bill } : { kind: 'returned', bill }
}
