import type { Amount, Bill, TaxGroup } from './bill.ts'
import { isEqual, negated, rounded, sum, timesPercent } from './exact.ts'

/**
 * The tax groups of a bill as EN 16931 has them (BG-23), one a category and rate of its lines. The parts of a tax are one
 * group of their sum; where several taxes have parts, each group has its net × rate, half up, and the last what is left of the sum: a
 * part is rounded for itself, which may differ by less than the rules allow (BR-CO-17).
 */
export function groupsOf(bill: Bill): readonly TaxGroup[] {
  const whole = bill.taxes.filter(({ name }) => name === undefined)
  const parts = bill.taxes.filter(({ name }) => name !== undefined)
  if (parts.length === 0) return whole
  const isOf = (line: Bill['lines'][number], { category, percent }: Pick<TaxGroup, 'category' | 'percent'>) =>
    line.tax === category && isEqual(line.taxPercent, percent)
  const lines = bill.lines.filter((line) => !whole.some((group) => isOf(line, group)))
  const groups: { category: TaxGroup['category']; percent: Amount; net: Amount }[] = []
  for (const { tax: category, taxPercent: percent } of lines) {
    if (groups.some((group) => group.category === category && isEqual(group.percent, percent))) continue
    const net = sum(lines.filter((line) => isOf(line, { category, percent })).map((line) => line.net))
    groups.push({ category, percent, net })
  }
  let left = sum(parts.map(({ tax }) => tax))
  return [
    ...whole,
    ...groups.map((group, index) => {
      const tax = index === groups.length - 1 ? left : rounded(timesPercent(group.net, group.percent), bill.minorUnits)
      left = sum([left, negated(tax)])
      return { ...group, tax }
    }),
  ]
}
