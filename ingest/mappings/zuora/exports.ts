import type { Event } from '../../contracts/index.ts'
import { type CrmObject, changesOf, type Defaults, idOf } from '../crm/object.ts'
import { from, instantOf, read, type Said, saidOf } from '../crm/said.ts'
import { csv } from '../format.ts'
import { FieldError, type Mapping, mapping, type Skip, skip } from '../mapping.ts'
import { decimal } from '../number.ts'
import { zuoraObjects } from './objects.ts'

export interface ZuoraOptions {
  readonly name?: string
  /** Objects with fields of your own; `zuoraObjects` when absent. */
  readonly objects?: Readonly<Record<string, CrmObject>>
  readonly defaults?: Defaults
}

const updatedAt = read(instantOf, 'UpdatedDate', 'CreatedDate')

/** Accounts, contacts or subscriptions as CSV, with Zuora's names (`BillCycleDay`) or those of Fivetran (`bill_cycle_day`). */
export function zuoraCsv(objectName: string, options: ZuoraOptions = {}): Mapping {
  const { name = `zuora_${objectName}_csv`, objects = zuoraObjects, defaults } = options
  const object = objects[objectName]!
  return mapping({
    name,
    format: csv(),
    map(row) {
      const said = saidOf(row)
      return changesOf(
        object,
        said,
        {
          system: 'zuora',
          ids: [idOf(object, said)],
          changed_at: needed(updatedAt(said), 'UpdatedDate'),
          operation: isDeleted(said) ? 'delete' : 'snapshot',
          // Versions of a subscription are rows of their own.
          commit_number: Number(said.get('version') ?? 0),
        },
        defaults,
      )
    },
  })
}

/** Payments that were processed; a refund names the payment or the account that it gives back to. */
export function zuoraPaymentsCsv(kind: 'payment' | 'refund', name = `zuora_${kind}_csv`): Mapping {
  return mapping({
    name,
    format: csv(),
    map(row): Event | Skip {
      const said = saidOf(row)
      const left = notCounted(kind, said)
      if (left) return left
      const at =
        kind === 'refund'
          ? read(instantOf, 'RefundDate', 'CreatedDate')
          : read(instantOf, 'EffectiveDate', 'CreatedDate')
      return {
        contract: 'payment',
        payment_id: needed(from('Id')(said), 'Id'),
        billing_account_id: needed(from('AccountId')(said), 'AccountId'),
        received_at: needed(at(said), kind === 'refund' ? 'RefundDate' : 'EffectiveDate'),
        kind,
        amount: needed(read((value) => decimal(value as string), 'Amount')(said), 'Amount'),
        currency: needed(from('TransactionCurrency', 'Currency')(said), 'Currency'),
        method: String(from('MethodType', 'Type')(said) ?? '').toLowerCase(),
        gateway: given(from('Gateway')(said)),
        gateway_reference: given(from('ReferenceId')(said)),
        reverses_payment_id: given(from('PaymentId')(said)),
      }
    },
  })
}

/** Movements of credit balances: an increase lowers what the account owes. */
export function zuoraCreditBalanceCsv(name = 'zuora_credit_balance_adjustment_csv'): Mapping {
  return mapping({
    name,
    format: csv(),
    map(row): Event | Skip {
      const said = saidOf(row)
      const left = notCounted('credit balance adjustment', said)
      if (left) return left
      const type = needed(from('Type')(said), 'Type')
      if (type !== 'Increase' && type !== 'Decrease') throw new FieldError('one of Increase, Decrease', type, 'Type')
      const amount = needed(read((value) => decimal(value as string), 'Amount')(said), 'Amount')
      return {
        contract: 'adjustment',
        adjustment_id: needed(from('Id')(said), 'Id'),
        billing_account_id: needed(from('AccountId')(said), 'AccountId'),
        adjusted_at: needed(read(instantOf, 'AdjustmentDate', 'CreatedDate')(said), 'AdjustmentDate'),
        amount: type === 'Increase' ? `-${amount}` : amount,
        currency: needed(from('TransactionCurrency', 'Currency')(said), 'TransactionCurrency'),
        reason: String(from('ReasonCode')(said) ?? '').toLowerCase(),
      }
    },
  })
}

function notCounted(what: string, said: Said): Skip | undefined {
  if (isDeleted(said)) return skip(`${what} deleted`)
  const status = from('Status')(said)
  return status === 'Processed' || status === undefined
    ? undefined
    : skip(`${what} that is ${status ?? 'of no status'}`)
}

function isDeleted(said: Said): boolean {
  return ['deleted', 'fivetrandeleted'].some((name) => String(said.get(name) ?? '').toLowerCase() === 'true')
}

function needed(value: unknown, field: string): string {
  if (value === undefined || value === null) throw new FieldError('a value', 'nothing', field)
  return String(value)
}

function given(value: unknown): string | null {
  return value === undefined || value === null ? null : String(value)
}
