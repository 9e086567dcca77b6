import { join } from 'node:path'
import { expect, test } from 'vitest'
import { dryRun } from '../../../ingest/landing/dry_run.ts'
import { mappingRegistry } from '../../../ingest/mappings/registry.ts'
import { describeWithData, sharedData } from '../../shared-data.ts'

const registry = mappingRegistry()

async function land(folder: string, file: string, mapping: string) {
  const { events, rejects, skips, records, first } = await dryRun(
    join(sharedData, folder, file),
    registry.get(mapping)!,
    {
      first: 100,
    },
  )
  return { records, events, skips, rejects: rejects.map(({ line, field, got }) => ({ line, field, got })), first }
}

describeWithData('salesforce_seeds', 'Salesforce exports', () => {
  test.each([
    // Rows of the files, and how many entities each is told to be.
    ['sf_account_data.csv', 'salesforce_account_csv', 10, 20],
    ['sf_contact_data.csv', 'salesforce_contact_csv', 4, 4],
    ['sf_order_data.csv', 'salesforce_order_csv', 10, 10],
  ])('%s', async (file, mapping, records, events) => {
    const told = await land('salesforce_seeds', file, mapping)
    expect(told).toMatchObject({ records, events: { entity_change: events }, rejects: [], skips: {} })
  })
})

describeWithData('zuora_seeds', 'Zuora exports', () => {
  test('accounts, contacts and subscriptions', async () => {
    const accounts = await land('zuora_seeds', 'zuora_account_data.csv', 'zuora_account_csv')
    // Of five accounts one is paid by "End of next month", which no number of days is.
    expect(accounts.events).toEqual({ entity_change: 12 })
    expect(accounts.rejects).toEqual([{ line: 6, field: 'PaymentTerm', got: 'End of next month' }])
    expect((await land('zuora_seeds', 'zuora_contact_data.csv', 'zuora_contact_csv')).events).toEqual({
      entity_change: 5,
    })
    expect((await land('zuora_seeds', 'zuora_subscription_data.csv', 'zuora_subscription_csv')).events).toEqual({
      entity_change: 5,
    })
  })

  test('payments to the cent; refunds that are not processed or deleted move nothing', async () => {
    const payments = await land('zuora_seeds', 'zuora_payment_data.csv', 'zuora_payment_csv')
    expect(payments.events).toEqual({ payment: 5 })
    expect(payments.first.map(({ amount, currency }) => `${String(amount)} ${String(currency)}`)).toEqual([
      '467500.000 AUD',
      '9808.260 AUD',
      '7126.900 AUD',
      '8649.080 AUD',
      '161258.480 AUD',
    ])
    const refunds = await land('zuora_seeds', 'zuora_refund_data.csv', 'zuora_refund_csv')
    expect(refunds).toMatchObject({ skips: { 'refund deleted': 2, 'refund that is Processing': 2 } })
    expect(refunds.rejects).toEqual([{ line: 4, field: 'AccountId', got: 'nothing' }])
    expect(
      (await land('zuora_seeds', 'zuora_credit_balance_adjustment_data.csv', 'zuora_credit_balance_adjustment_csv'))
        .events,
    ).toEqual({ adjustment: 6 })
  })
})
