import { type Itemisation, itemisations, maskedNumber } from '../../documents/itemisation.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { issuedDatabase } from './tables.ts'

/** How uses of an account are itemised; those of accounts that are not named are in full. */
export type AccountItemisation = Readonly<Record<string, Exclude<Itemisation, 'full'>>>

/**
 * How the uses on issued bills are itemised by the word that held on the bill’s date: the payer’s, or its legal entity’s where it
 * says nothing. An account whose bill another one pays may ask for less of its own uses, never for more.
 */
export async function itemisationOf(
  warehouse: Warehouse,
  prefix: string,
  bills: readonly string[],
): Promise<ReadonlyMap<string, AccountItemisation>> {
  const of = (database: string) => quoteIdentifier(`${prefix}${database}`)
  const ids = bills.map(quoteText).join(', ')
  const levels = `[${itemisations.map(quoteText).join(', ')}]`
  const history = `${of('staging')}.billing_account_history`
  // 1 full, 2 masked, 3 none; 0 where it says nothing.
  const level = (word: string) => `indexOf(${levels}, ifNull(toString(${word}), ''))`
  const rows = await warehouse.rows<{ bill: string; account: string; itemised: Exclude<Itemisation, 'full'> }>(
    `WITH bills AS (SELECT bill_id, billing_account_id, legal_entity_id, bill_date FROM ${of('issued')}.bill WHERE bill_id IN (${ids})),
       entity AS (SELECT b.bill_id AS bill_id, ${level('e.itemisation')} AS word FROM bills AS b
         INNER JOIN ${of('raw')}.catalogue_legal_entity AS e ON e.legal_entity_id = b.legal_entity_id
         WHERE toDate(e.valid_from) <= b.bill_date ORDER BY e.valid_from DESC, e._landed_at DESC LIMIT 1 BY bill_id),
       payer AS (SELECT b.bill_id AS bill_id, b.bill_date AS bill_date,
           if(${level('a.itemisation')} > 0, ${level('a.itemisation')}, ifNull(e.word, 1)) AS word
         FROM bills AS b LEFT JOIN entity AS e ON e.bill_id = b.bill_id
         ASOF LEFT JOIN ${history} AS a ON a.billing_account_id = b.billing_account_id AND b.bill_date >= a.from_day),
       charged AS (SELECT DISTINCT bill_id, charged_account_id FROM ${of('issued')}.bill_line
         WHERE bill_id IN (${ids}) AND category = 'usage')
     SELECT p.bill_id AS bill, c.charged_account_id AS account, ${levels}[greatest(p.word, ${level('a.itemisation')})] AS itemised
     FROM charged AS c INNER JOIN payer AS p ON p.bill_id = c.bill_id
     ASOF LEFT JOIN ${history} AS a ON a.billing_account_id = c.charged_account_id AND p.bill_date >= a.from_day
     WHERE itemised <> 'full' SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1`,
  )
  const found = new Map<string, Record<string, Exclude<Itemisation, 'full'>>>()
  for (const { bill, account, itemised } of rows) found.set(bill, { ...found.get(bill), [account]: itemised })
  return found
}

/** What SELECTs of a bill’s uses say so that none is itemised further than its account wants. */
export function itemisedUses(prefix: string, bill: string, itemisation: AccountItemisation = {}, line = 'line_number') {
  const linesOf = (word: Itemisation) => {
    const accounts = Object.keys(itemisation).filter((account) => itemisation[account] === word)
    if (accounts.length === 0) return undefined
    return `(SELECT line_number FROM ${quoteIdentifier(issuedDatabase(prefix))}.bill_line
      WHERE bill_id = ${quoteText(bill)} AND charged_account_id IN (${accounts.map(quoteText).join(', ')}))`
  }
  const [masked, none] = [linesOf('masked'), linesOf('none')]
  return {
    /** A condition: uses that are told one by one. */
    told: none === undefined ? '1' : `${line} NOT IN ${none}`,
    /** An expression: whether the other party’s number is shortened. */
    masked: masked === undefined ? 'false' : `${line} IN ${masked}`,
  }
}

export const otherParty = (party: string, masked: boolean): string => (masked ? maskedNumber(party) : party)
