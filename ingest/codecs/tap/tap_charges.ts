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
export function tapCharges(group: TapGroup): TapCharge[] {
  const charges: TapCharge[] = []
  collect(charges, group, false)
  return charges
}

function collect(charges: TapCharge[], group: TapGroup, refund: boolean): void {
  const back = refund || tapText(group, 'chargeRefundIndicator') === '1'
  const take = (amount: bigint | undefined) => {
    if (amount !== undefined)
      charges.push({ amount, exchangeRateCode: tapText(group, 'exchangeRateCode'), refund: back })
  }
  if (Array.isArray(group.chargeDetailList)) {
    for (const detail of tapGroups(group, 'chargeDetailList')) {
      if (tapText(detail, 'chargeType') === TOTAL) take(tapInteger(detail, 'charge'))
    }
  }
  if (group.charge !== undefined && group.chargeType === undefined) take(tapInteger(group, 'charge'))
  if (group.camelInvocationFee !== undefined) take(tapInteger(group, 'camelInvocationFee'))
  for (const name in group) {
    if (name === 'chargeDetailList') continue
    const value = group[name]
    if (typeof value !== 'object') continue
    if (isGroup(value)) collect(charges, value, back)
    else for (const each of value as readonly TapValue[]) if (isGroup(each)) collect(charges, each, back)
  }
}
