import { isGroup, tapGroups, tapInteger, tapText } from './tap_batch.ts'
import type { TapGroup, TapValue } from './tap_tree.ts'

/** An amount that the batch charges, in units of its decimal places. */
export interface TapCharge {
  readonly amount: bigint
  readonly exchangeRateCode: string | undefined
  /** Given back rather than charged. */
  readonly refund: boolean
}

/** The type of the charge that is invoiced; the others say what it is made of. */
const TOTAL = '00'

/** All that an event, or a part of one, charges: totals of its charge informations, a message's charge, a CAMEL fee. */
export function tapCharges(group: TapGroup, refund = false): TapCharge[] {
  const back = refund || tapText(group, 'chargeRefundIndicator') === '1'
  const charges: TapCharge[] = []
  const take = (amount: bigint | undefined) => {
    if (amount !== undefined)
      charges.push({ amount, exchangeRateCode: tapText(group, 'exchangeRateCode'), refund: back })
  }
  if (Array.isArray(group.chargeDetailList)) {
    const totals = tapGroups(group, 'chargeDetailList').filter((each) => tapText(each, 'chargeType') === TOTAL)
    for (const total of totals) take(tapInteger(total, 'charge'))
  }
  if (group.chargeType === undefined) take(tapInteger(group, 'charge'))
  take(tapInteger(group, 'camelInvocationFee'))
  for (const [name, value] of Object.entries(group)) {
    if (name === 'chargeDetailList') continue
    for (const each of groupsIn(value)) charges.push(...tapCharges(each, back))
  }
  return charges
}

function groupsIn(value: TapValue): readonly TapGroup[] {
  if (Array.isArray(value)) return (value as readonly TapValue[]).filter(isGroup)
  return isGroup(value) ? [value] : []
}
