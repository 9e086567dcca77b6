import { InputError } from '../../warehouse/errors.ts'

/** A line as far as its tax goes. */
interface TaxedLine {
  /** Category and rate, as a group of one tax has them. */
  readonly taxedAt: string
  readonly net: bigint
}
interface TaxGroup {
  readonly key: string
  readonly taxedAt: string
  /** Part of a tax that is made of several; empty for any other. */
  readonly name: string
  readonly net: bigint
}

/**
 * Groups of a bill that each of its lines is taxed in: the one of its category and rate, else (its tax is made of several)
 * those of the parts.
 *
 * @throws InputError where a bill has several taxes of several parts, whose groups cannot be told apart.
 */
export function taxGroupsOf(
  bill: string,
  lines: readonly TaxedLine[],
  groups: readonly TaxGroup[],
): readonly (readonly string[])[] {
  const whole = new Map(groups.filter(({ name }) => name === '').map(({ taxedAt, key }) => [taxedAt, key]))
  const parts = groups.filter(({ name }) => name !== '')
  const parted = lines.filter(({ taxedAt }) => !whole.has(taxedAt)).reduce((sum, { net }) => sum + net, 0n)
  if (parts.some(({ net }) => net !== parted)) {
    throw new InputError(
      `${bill} has several taxes of several parts each: what a line has of each part is not known`,
      'correct it by an adjustment on the next bill',
    )
  }
  return lines.map(({ taxedAt }) => {
    const own = whole.get(taxedAt)
    return own === undefined ? parts.map(({ key }) => key) : [own]
  })
}
