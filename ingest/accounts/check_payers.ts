import { offsetAt, zoneOffsets } from '../mappings/time_zone.ts'
import type { Account } from './entities/account.ts'
import type { Fault } from './fault.ts'
import { localInstant } from './local_instant.ts'

/** Levels of a hierarchy that `billing.account_payer` climbs. */
const LEVELS = 8

/** Whom an account tells to pay from a local day on, and where the file says so. */
interface Told {
  readonly account: string
  readonly day: string
  readonly payer: string
  readonly by: object
}

/**
 * Notes circles of payers and hierarchies of more than eight levels, on any day, as `circle of payers` of `billing.finding` does;
 * each once, where the file first says who pays.
 */
export function checkPayers(accounts: readonly Account[], fault: Fault): void {
  const told = new Map(accounts.map((account) => [account.id, toldBy(account)]))
  const days = [...new Set([...told.values()].flatMap((of) => of.map(({ day }) => day)))].sort()
  const noted = new Set<string>()
  for (const day of days) {
    const since = day === '' ? '' : ` from ${day} on`
    for (const { id } of accounts) {
      const path = climbed(id, (account) => told.get(account)!.findLast((each) => each.day <= day)!)
      const [first, last] = [path[0], path.at(-1)]
      if (first === undefined || last === undefined) continue
      const met = path.findIndex(({ account }) => account === last.payer)
      if (met !== -1) {
        const circle = path.slice(met)
        const names = circle.map(({ payer }) => payer)
        const key = names.toSorted().join('\n')
        if (noted.has(key)) continue
        noted.add(key)
        const expected = `an account that "${last.account}" does not pay for (circle of payers${since}: ${[last.payer, ...names].join(' → ')}); let one of them pay for itself`
        fault(last.by, 'payer', expected, JSON.stringify(last.payer))
      } else if (path.length > LEVELS && !noted.has(id)) {
        noted.add(id)
        const whole = [id, ...path.map(({ payer }) => payer)].join(' → ')
        const expected = `an account whose bills are paid at most ${LEVELS} levels up${since} (${whole}); name the account at the top`
        fault(first.by, 'payer', expected, JSON.stringify(first.payer))
      }
    }
  }
}

/** Who pays for whom, upwards: to an account that pays for itself, or to one that was met before. */
function climbed(id: string, on: (account: string) => Told): readonly Told[] {
  const path: Told[] = []
  for (let at = on(id); at.payer !== at.account; at = on(at.payer)) {
    path.push(at)
    if (path.some(({ account }) => account === at.payer)) break
  }
  return path
}

/** What an account says from day to day; the first holds from the beginning, the last of a day owns it. */
function toldBy(account: Account): readonly Told[] {
  const { id, time_zone: zone, payer, changes } = account
  const later = changes
    .flatMap((change) =>
      change.payer === undefined
        ? []
        : [{ at: localInstant(change.at, zone), payer: change.payer, by: change as object }],
    )
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ at, ...rest }) => ({ account: id, day: localDay(at, zone), ...rest }))
  return [{ account: id, day: '', payer: payer ?? id, by: account }, ...later]
}

function localDay(instant: string, zone: string): string {
  const at = Date.parse(instant)
  return new Date(at + offsetAt(zoneOffsets(zone), at)).toISOString().slice(0, 10)
}
