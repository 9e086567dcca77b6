import { InputError } from '../warehouse/errors.ts'
import type { Bill, TaxGroup } from './bill.ts'
import { isEqual, negated, rounded, sum, timesPercent } from './exact.ts'

/**
 * The tax groups of a bill as EN 16931 has them (BG-23), one a category and rate of its lines. The parts of a tax are in the
 * group of their sum, beside an undivided tax of that rate; where several groups have parts, each has its net × rate, half up, and
 * the last what is left of the sum: a part is rounded for itself, which may differ by less than the rules allow (BR-CO-17).
 *
 * @throws InputError where the tax of the groups is not the tax of the bill.
 */
export function groupsOf(bill: Bill): readonly TaxGroup[] {
  const whole = bill.taxes.filter(({ name }) => name === undefined)
  const parts = bill.taxes.filter(({ name }) => name !== undefined)
  if (parts.length === 0) return whole
  const none: TaxGroup[] = []
  for (const { tax: category, taxPercent: percent } of bill.lines) {
    if ([...whole, ...none].some((group) => isSame(group, { category, percent }))) continue
    none.push({ category, percent, net: '0', tax: '0' })
  }
  const groups = [...whole, ...none].map((group) => {
    const lines = bill.lines.filter((line) => isSame(group, { category: line.tax, percent: line.taxPercent }))
    const net = sum(lines.map((line) => line.net))
    return { ...group, net, parted: sum([net, negated(group.net)]) }
  })
  const last = groups.findLastIndex(({ parted }) => !isEqual(parted, '0'))
  let left = sum(parts.map(({ tax }) => tax))
  const taxed = groups.map(({ parted, ...group }, index) => {
    const own = index === last ? left : rounded(timesPercent(parted, group.percent), bill.minorUnits)
    left = sum([left, negated(own)])
    return { ...group, tax: sum([group.tax, own]) }
  })
  const tax = sum(taxed.map((group) => group.tax))
  if (isEqual(tax, bill.tax)) return taxed
  throw new InputError(
    `bill ${bill.number}: tax is ${bill.tax}, that of its categories and rates adds up to ${tax}`,
    'nothing was rendered; compare the bill with its lines',
  )
}

type Rate = Pick<TaxGroup, 'category' | 'percent'>
const isSame = (a: Rate, b: Rate) => a.category === b.category && isEqual(a.percent, b.percent)
