import type { Event } from '../../contracts/index.ts'
import { isObject, type JsonObject } from '../crm/cloud_event.ts'
import { instantOf } from '../crm/said.ts'
import { FieldError, type Skip, skip } from '../mapping.ts'
import { decimal } from '../number.ts'
import { listOf } from './members.ts'

const MADE = /^(|done|completed?|succe\w*|settled|captured|processed|accepted)$/i

/** TMF676 payment and refund; one that is not done moves no money. */
export function paymentOf(resource: JsonObject, kind: 'payment' | 'refund'): Event | Skip {
  const status = String(resource.status ?? '')
  if (!MADE.test(status)) return skip(`${kind} that is ${status}`)
  const total = [resource.totalAmount, resource.amount].find(isObject)
  if (!total || total.value === undefined) throw new FieldError('an amount with value and unit', 'nothing', 'amount')
  const account = listOf(resource.account)[0]?.id
  if (account === undefined) throw new FieldError('the account that it is of', 'nothing', 'account')
  const at =
    kind === 'refund' ? (resource.refundDate ?? resource.statusDate) : (resource.paymentDate ?? resource.statusDate)
  if (at === undefined)
    throw new FieldError('when it was made', 'nothing', kind === 'refund' ? 'refundDate' : 'paymentDate')
  const method = isObject(resource.paymentMethod) ? resource.paymentMethod : undefined
  const refunded = isObject(resource.payment) ? resource.payment.id : undefined
  return {
    contract: 'payment',
    payment_id: String(resource.id ?? ''),
    billing_account_id: String(account),
    received_at: instantOf(at as string),
    kind,
    amount: decimal(total.value as number),
    currency: String(total.unit ?? ''),
    method: String(method?.name ?? method?.['@type'] ?? method?.['@referredType'] ?? '').toLowerCase(),
    gateway_reference: resource.correlatorId === undefined ? null : String(resource.correlatorId),
    reverses_payment_id: refunded === undefined ? null : String(refunded),
  }
}
