import { exact, exactText, lesser } from './exact.ts'
import type { AskedSession } from './session.ts'
import { affordableUnits, type SessionPrice, sessionCost } from './session-cost.ts'
import type { Ask } from './trial.ts'
import type { RatedLine } from './trial-answer.ts'
import { useKeyOf, useKeyText } from './use-key.ts'

/** How much a session may use. */
export interface GrantLine {
  readonly event_id: string
  readonly subscription_id: string
  readonly unit: string
  readonly requested: string
  readonly granted: string
  /** Of it, what allowances and balances of units cover. */
  readonly covered: string
  /** What it costs when it uses all of it, before allowances of money. */
  readonly amount: string
  readonly currency: string
  /** Why it is not granted more. */
  readonly limit: 'none' | 'balance' | 'blocker' | 'maximum cost'
}

const units: Readonly<Record<string, string>> = { voice: 'seconds', sms: 'messages', mms: 'messages', data: 'bytes' }

/** What balances did not suffice for. */
interface Short {
  readonly use_key: string
  readonly unpaid: string
  readonly refused: string
}

interface PriceRow {
  readonly use_key: string
  readonly connect_fee: string
  readonly fee_when_covered: boolean
  readonly first_increment: string
  readonly next_increment: string
  readonly minimum_cost: string | null
  readonly maximum_cost: string | null
  readonly maximum_with_fee: boolean
  readonly rounding: string
  readonly decimals: number
  readonly increments: readonly (readonly [band: string, after: string, increment: string])[]
  readonly takes: readonly (readonly [units: string, rate: string])[]
}

/** How much each session that was asked for may use, by what the trial says that all of it would cost. */
export async function grantsOf(
  ask: Ask,
  lines: readonly RatedLine[],
  sessions: ReadonlyMap<string, AskedSession>,
): Promise<GrantLine[]> {
  if (sessions.size === 0) return []
  const [rows, unpaid] = await Promise.all([
    priceRows(ask),
    ask<Short>('SELECT use_key, toString(unpaid) AS unpaid, toString(refused) AS refused FROM {prepaid.unpaid_use}'),
  ])
  const prices = new Map(rows.map((row) => [row.use_key, row]))
  const short = new Map(unpaid.map((row) => [row.use_key, row]))
  return lines.flatMap((line) => {
    const key = useKeyOf(line)
    const session = sessions.get(key)
    return session === undefined ? [] : [grantOf(line, session, prices.get(key), short.get(key))]
  })
}

function grantOf(
  line: RatedLine,
  { requested }: AskedSession,
  row: PriceRow | undefined,
  short: Short | undefined,
): GrantLine {
  const price = priceOf(line, row)
  const charged = BigInt(line.charged_quantity)
  const refused = BigInt(line.refused_quantity.split('.')[0]!)
  const until = charged - refused
  const missing = short === undefined ? 0n : exact(short.unpaid) + exact(short.refused)
  const whole = missing === 0n && refused === 0n
  const paid = whole ? until : affordableUnits(price, until, sessionCost(price, until) - missing)
  const most = lesser(paid, BigInt(line.granted_quantity))
  const asked = BigInt(requested.split('.')[0]!)
  const given = lesser(most, asked)
  const cut = BigInt(line.granted_quantity) < asked && most === BigInt(line.granted_quantity)
  return {
    event_id: line.event_id,
    subscription_id: line.subscription_id,
    unit: units[line.service] ?? 'units',
    requested,
    granted: given === asked ? requested : given.toString(),
    covered: line.covered_quantity,
    amount: exactText(sessionCost(price, paid)),
    currency: line.currency,
    limit: given === asked ? 'none' : missing > 0n ? limitOf(short) : cut ? 'maximum cost' : 'blocker',
  }
}

const limitOf = (short: Short | undefined) =>
  short !== undefined && exact(short.refused) > 0n ? ('blocker' as const) : ('balance' as const)

/** The price of a session that uses all it asks for; one that no rate prices costs nothing by itself. */
function priceOf(line: RatedLine, row: PriceRow | undefined): SessionPrice {
  const rated = row !== undefined && line.model === 'rate'
  const next = BigInt(rated ? row.next_increment : '1')
  const increments = new Map(
    rated ? row.increments.map(([band, after, units]) => [`${band} ${after}`, BigInt(units)]) : [],
  )
  const whole = {
    from: 0n,
    units: BigInt(line.charged_quantity),
    rate: rated ? (line.rate ?? '0') : '0',
    per: BigInt(line.per_units ?? '1'),
    increment: next,
    fee: '0',
  }
  return {
    connectFee: rated ? row.connect_fee : '0',
    feeWhenCovered: rated && row.fee_when_covered,
    firstIncrement: BigInt(rated ? row.first_increment : '1'),
    minimum: rated ? row.minimum_cost : null,
    maximum: rated ? row.maximum_cost : null,
    maximumWithFee: rated && row.maximum_with_fee,
    rounding: rated ? row.rounding : 'half_up',
    decimals: rated ? row.decimals : 9,
    parts:
      line.parts.length === 0
        ? [whole]
        : line.parts.map(({ from, quantity, band, rate, per_units, after, fee }) => ({
            from: BigInt(from),
            units: BigInt(quantity),
            rate,
            per: BigInt(per_units),
            increment: increments.get(`${band} ${after}`) ?? next,
            fee,
          })),
    takes: row === undefined ? [] : row.takes.map(([taken, rate]) => ({ units: taken, rate })),
  }
}

const priceRows = (ask: Ask) =>
  ask<PriceRow>(`
    SELECT ${useKeyText('p')} AS use_key, toString(coalesce(p.connect_fee, 0)) AS connect_fee,
      coalesce(p.connect_fee_when_covered, false) AS fee_when_covered,
      toString(coalesce(s.first_increment, 1)) AS first_increment, toString(coalesce(s.next_increment, 1)) AS next_increment,
      toString(p.minimum_cost) AS minimum_cost, toString(p.maximum_cost) AS maximum_cost, coalesce(p.maximum_cost_includes_connect_fee, true) AS maximum_with_fee,
      coalesce(p.rounding, 'half_up') AS rounding, coalesce(p.decimals, 9) AS decimals,
      i.increments AS increments, t.takes AS takes
    FROM {rating.priced_usage} AS p
    LEFT JOIN {rating.placed_usage} AS u ON ${useKeyText('u')} = ${useKeyText('p')}
    LEFT JOIN (
      SELECT card, band, any(first_increment) AS first_increment, any(next_increment) AS next_increment
      FROM {rating.rate_slot} WHERE band IS NOT NULL GROUP BY card, band
    ) AS s ON s.card = u.card AND s.band = p.band
    LEFT JOIN (
      SELECT card, groupArray((band, after, increment)) AS increments FROM (
        SELECT DISTINCT card, assumeNotNull(band) AS band, toString(slot.1) AS after, toString(slot.2) AS increment
        FROM {rating.rate_slot}
        ARRAY JOIN arrayConcat([(toUInt64(0), toUInt64(coalesce(next_increment, 1)))],
          arrayMap(x -> (toUInt64(x.1), toUInt64(x.4)), slots)) AS slot
        WHERE band IS NOT NULL
      ) GROUP BY card
    ) AS i ON i.card = u.card
    LEFT JOIN (
      SELECT use_key, arrayMap(x -> (x.2, x.3), arraySort(groupArray((t.place, toString(t.covered), toString(g.rate))))) AS takes
      FROM {rating.allowance_take} AS t
      INNER JOIN {rating.usage_grant} AS g ON g.grant_id = t.grant_id
      WHERE g.unit <> 'money' GROUP BY use_key
    ) AS t ON t.use_key = ${useKeyText('p')}
    WHERE p.reason = ''`)
