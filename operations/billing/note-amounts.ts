import { InputError } from '../../warehouse/errors.ts'

/** Money as a whole number of thousandths: what every amount of a bill is exactly. */
export type Thousandths = bigint

/** A line of the bill that is to be corrected. */
export interface CorrectableLine {
  readonly number: number
  readonly category: string
  readonly description: string
  readonly subscription: string | null
  /** Lines that are taxed alike share it. */
  readonly taxKey: string
  /** Keys of the groups it is taxed in: several where its tax is made of several. */
  readonly taxGroups: readonly string[]
  readonly net: Thousandths
  /** What credit notes have left of it: of the sign of `net`, or zero. */
  readonly left: Thousandths
}

/** Tax of the bill by rate. */
export interface CorrectableTax {
  readonly key: string
  /** Millionths: 190000 = 19 %. */
  readonly rate: bigint
  /** What credit notes have left of it. */
  readonly netLeft: Thousandths
  readonly taxLeft: Thousandths
}

export interface CorrectableBill {
  readonly number: string
  readonly lines: readonly CorrectableLine[]
  readonly taxes: readonly CorrectableTax[]
  /** Thousandths of the currency’s smallest coin: 10 for EUR, 1000 for VND, 1 for KWD. */
  readonly minor: Thousandths
}

/** What is to be corrected: everything that is left, some lines (wholly, or by an amount without tax), or an amount without tax. */
export type NoteRequest =
  | { readonly all: true }
  | { readonly lines: readonly { readonly line: number; readonly amount?: Thousandths }[] }
  | { readonly amount: Thousandths }

/** Signed: below zero on a credit note. */
export interface NoteLine {
  readonly corrects: number
  readonly net: Thousandths
}
export interface NoteTax {
  readonly key: string
  readonly net: Thousandths
  readonly tax: Thousandths
}
export interface NoteAmounts {
  readonly lines: readonly NoteLine[]
  readonly taxes: readonly NoteTax[]
}

/** Half away from zero, to whole multiples of `unit`. */
export function rounded(numerator: bigint, denominator: bigint, unit: bigint): bigint {
  const sign = numerator < 0n !== denominator < 0n ? -1n : 1n
  const [n, d] = [numerator < 0n ? -numerator : numerator, (denominator < 0n ? -denominator : denominator) * unit]
  return sign * ((2n * n + d) / (2n * d)) * unit
}

const total = (amounts: readonly bigint[]) => amounts.reduce((sum, each) => sum + each, 0n)
const least = (a: bigint, b: bigint) => (a < b ? a : b)

/** Thousandths as they are written, `-12.34`; with as many decimals as the currency has, where that is told. */
export function written(amount: Thousandths, decimals?: number): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(4, '0')
  const [whole, all] = [digits.slice(0, -3), digits.slice(-3)]
  const shown = decimals === undefined ? all.replace(/0$/, '') : all.slice(0, decimals)
  return `${amount < 0n ? '-' : ''}${whole}${shown === '' ? '' : `.${shown}`}`
}

/**
 * Lines and taxes of a credit note. A line takes its share of the discounts of its subscription and tax rate with it; tax is
 * the original rate of what is credited, half up, and the last credit of a rate takes what is left of its tax: never is more
 * given back than was billed.
 *
 * @throws InputError for lines that are not on the bill and for more than is left.
 */
export function creditAmounts(bill: CorrectableBill, request: NoteRequest): NoteAmounts {
  const left = total(bill.lines.map((line) => line.left))
  if (left <= 0n) throw new InputError(`nothing is left of ${bill.number} to be credited`)
  const taken =
    'all' in request
      ? new Map(bill.lines.map((line) => [line.number, line.left]))
      : 'lines' in request
        ? withDiscounts(bill, linesTaken(bill, request.lines))
        : spread(bill, request.amount, left)
  const lines = bill.lines
    .map(({ number }) => ({ corrects: number, net: -(taken.get(number) ?? 0n) }))
    .filter(({ net }) => net !== 0n)
  const net = total(lines.map((line) => line.net))
  if (net >= 0n) {
    throw new InputError(`these lines of ${bill.number} come to nothing once their discounts are given back`)
  }
  return { lines, taxes: taxesOf(bill, lines, true) }
}

/** Lines and taxes of a debit note, at the original rates. */
export function debitAmounts(
  bill: CorrectableBill,
  request: Exclude<NoteRequest, { readonly all: true }>,
): NoteAmounts {
  const wanted = 'lines' in request ? request.lines : [{ line: onlyLine(bill), amount: request.amount }]
  const lines = wanted.map(({ line, amount }) => {
    lineOf(bill, line)
    if (amount === undefined) {
      throw new InputError(`what line ${line} is to be debited with was not said`, `write --lines ${line}=5.00`)
    }
    return { corrects: line, net: checked(bill, amount) }
  })
  return { lines, taxes: taxesOf(bill, lines, false) }
}

/** The line that a debited amount is taxed like: any, where all are taxed alike. */
function onlyLine({ number, lines }: CorrectableBill): number {
  if (new Set(lines.map(({ taxKey }) => taxKey)).size === 1)
    return lines.find((line) => line.category !== 'discount')?.number ?? lines[0]!.number
  throw new InputError(
    `lines of ${number} are taxed differently: which tax holds for the amount was not said`,
    'name a line that is taxed alike: --lines 2=5.00',
  )
}

function lineOf({ number, lines }: CorrectableBill, wanted: number): CorrectableLine {
  const line = lines.find((each) => each.number === wanted)
  if (line !== undefined) return line
  throw new InputError(
    `${number} has no line ${wanted}`,
    `it has lines 1 to ${lines.length}: trunkline bill show ${number}`,
  )
}

function checked({ minor }: CorrectableBill, amount: Thousandths): Thousandths {
  if (amount <= 0n)
    throw new InputError(`${written(amount)} is not above zero`, 'amounts of notes are written without sign')
  if (amount % minor !== 0n) {
    throw new InputError(`${written(amount)} has more decimals than the currency of the bill`)
  }
  return amount
}

function linesTaken(bill: CorrectableBill, wanted: Extract<NoteRequest, { lines: unknown }>['lines']) {
  if (wanted.length === 0) throw new InputError('no line was named', 'write --lines 1,3=5.00')
  const taken = new Map<number, bigint>()
  for (const { line: number, amount } of wanted) {
    const line = lineOf(bill, number)
    if (taken.has(number)) throw new InputError(`line ${number} was named twice`)
    if (line.net <= 0n) {
      throw new InputError(
        `line ${number} of ${bill.number} (${line.description}) is itself a credit`,
        'discounts are given back with the lines they are of; all of a bill: --all',
      )
    }
    const credited = amount === undefined ? line.left : checked(bill, amount)
    if (credited === 0n) throw new InputError(`nothing is left of line ${number} of ${bill.number}`)
    if (credited > line.left) {
      throw new InputError(
        `${written(credited)} is more than is left of line ${number} of ${bill.number}: ${written(line.left)} of ${written(line.net)}`,
      )
    }
    taken.set(number, credited)
  }
  return taken
}

/** Each discount goes back in the proportion in which the lines it is of are credited; with the last of them, all of it. */
function withDiscounts(bill: CorrectableBill, taken: ReadonlyMap<number, bigint>): ReadonlyMap<number, bigint> {
  const all = new Map(taken)
  for (const discount of bill.lines) {
    if (discount.category !== 'discount' || discount.net >= 0n) continue
    const of = bill.lines.filter(
      ({ category, net, taxKey, subscription }) =>
        category !== 'discount' &&
        net > 0n &&
        taxKey === discount.taxKey &&
        (discount.subscription === null || discount.subscription === subscription),
    )
    const credited = total(of.map(({ number }) => taken.get(number) ?? 0n))
    if (credited === 0n) continue
    const rest = total(of.map(({ number, left }) => left - (taken.get(number) ?? 0n)))
    const share = rounded(-discount.net * credited, total(of.map(({ net }) => net)), bill.minor)
    all.set(discount.number, rest === 0n ? discount.left : -least(share, -discount.left))
  }
  return all
}

/** An amount over all that is left, in proportion; what rounding leaves goes to the largest line. */
function spread(bill: CorrectableBill, amount: Thousandths, left: Thousandths): ReadonlyMap<number, bigint> {
  checked(bill, amount)
  if (amount > left) {
    throw new InputError(`${written(amount)} is more than is left of ${bill.number}: ${written(left)} without tax`)
  }
  const shares = new Map(
    bill.lines.map((line) => [line.number, rounded(line.left * amount, left, bill.minor)] as const),
  )
  const largest = bill.lines.reduce((most, line) => (line.left > most.left ? line : most)).number
  return shares.set(largest, shares.get(largest)! + amount - total([...shares.values()]))
}

function taxesOf(bill: CorrectableBill, lines: readonly NoteLine[], credit: boolean): readonly NoteTax[] {
  const groups = new Map(bill.lines.map(({ number, taxGroups }) => [number, taxGroups]))
  return bill.taxes.flatMap(({ key, rate, netLeft, taxLeft }) => {
    const own = lines.filter(({ corrects }) => groups.get(corrects)!.includes(key))
    if (own.length === 0) return []
    const net = total(own.map((line) => line.net))
    const tax = rounded(net * rate, 1_000_000n, bill.minor)
    if (!credit) return [{ key, net, tax }]
    return [{ key, net, tax: -net === netLeft || -tax > taxLeft ? -taxLeft : tax }]
  })
}
