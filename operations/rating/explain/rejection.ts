import type { Rejected } from '../../../models/rating/reject_reason.ts'
import type { UseFacts } from './facts.ts'
import { day } from './units.ts'

/** Why use is not rated, and what to do. */
export interface Rejection {
  readonly because: string
  readonly todo: string
}

/** The first cause of a rejection that the facts show; `use` is absent for what the models dropped before pricing. */
export function rejection(reason: Rejected, use: UseFacts | undefined): Rejection {
  switch (reason) {
    case 'duplicate':
      return {
        because: 'the event with this id has come before; that one counts',
        todo: 'nothing, unless they are two events: then give each an event_id of its own',
      }
    case 'landed twice':
      return { because: 'the same record of the same feed has landed twice', todo: 'nothing: the first one counts' }
    case 'in the future':
      return {
        because: `it says it began at ${at(use?.started_at)}, more than a day after it landed${use?.landed_at ? ` (${at(use.landed_at)})` : ''}`,
        todo: 'mend the clock or the time zone of its source, and land it again',
      }
    case 'too old':
      return {
        because: `it began at ${at(use?.started_at)}, before ${at(use?.billable_from)}, and is not billed any more`,
        todo: 'nothing; it is counted as a loss',
      }
    case 'unknown subscription':
      return use === undefined ? { because: 'its line is not known', todo: 'land the line' } : unknownLine(use)
    case 'no rate':
      return use === undefined ? { because: 'no price fits', todo: 'add a price' } : unpriced(use)
    case 'blocked':
      return {
        because:
          use === undefined
            ? 'its rate is blocked'
            : `price ${use.price_id} of tariff ${use.tariff_id} blocks use ${use.zone === null ? 'without a zone' : `to zone ${use.zone}`}${use.band === null || use.band === '*' ? '' : ` in band ${use.band}`}`,
        todo: 'nothing, if it must not be used; else take blocked from that rate',
      }
  }
}

const at = (instant: string | null | undefined) => (instant ? day(instant) : 'an unknown time')

function unknownLine(use: UseFacts): Rejection {
  if (use.subscription_id === null) {
    const number = use.served_number === null ? `IMSI ${use.imsi}` : `number ${use.served_number}`
    return {
      because: `no line had ${number} at ${at(use.started_at)}`,
      todo: 'say which line has the number since when: the field number of a subscriber file, or land subscription_number',
    }
  }
  return use.status === null
    ? {
        because: `line ${use.subscription_id} has no state at ${at(use.started_at)}: it is not known, or begins later`,
        todo: 'let the line begin earlier: from in a subscriber file, --start, or land its subscription',
      }
    : {
        because: `line ${use.subscription_id} was ${use.status} at ${at(use.started_at)}`,
        todo: 'only active and suspended lines have use: see where the use comes from, or correct the line’s state',
      }
}

function unpriced(use: UseFacts): Rejection {
  const what = use.service === 'metered' ? `metric ${use.metric}` : use.service
  if (use.tariff_id === null) {
    return {
      because: `no version of plan ${use.offering_id} is in force at ${at(use.started_at)}`,
      todo: 'add the plan to the catalogue, or let its version begin earlier (from)',
    }
  }
  if (use.markup !== null && use.stated_amount === null) {
    return {
      because: `price ${use.price_id} of tariff ${use.tariff_id} marks up what the source charged, and the use says nothing of that`,
      todo: 'give the use its stated_amount and stated_currency, or add a price with a rate of its own for such use',
    }
  }
  if (use.markup !== null && !use.stated_currency) {
    return {
      because: `price ${use.price_id} of tariff ${use.tariff_id} marks up what the source charged, and the use says no currency of that`,
      todo: 'give the use its stated_currency',
    }
  }
  if (use.markup !== null) {
    const source = use.exchange_source ? ` by source ${use.exchange_source}` : ' without a source'
    return {
      because: `no exchange rate of ${use.stated_currency} into ${use.currency}, or back,${source} is in force at ${at(use.started_at)}`,
      todo: 'add it to exchange_rates of the catalogue (id, into, rate, source, from, to), or name another exchange_source in the price',
    }
  }
  if (use.model !== null && use.rate === null) {
    return {
      because: `price ${use.price_id} of tariff ${use.tariff_id} has no rate to zone ${use.zone ?? '*'} at ${use.local_started_at ?? at(use.started_at)}, or for a part of the use`,
      todo: 'add a rate without a band, which holds at any time, or bands that fill the day',
    }
  }
  if (use.zone !== null) {
    return {
      because: `tariff ${use.tariff_id} has no price of ${what} to zone ${use.zone} that fits`,
      todo: `add a rate to zone ${use.zone}, or one to any zone (leave zone out), to a price of ${what}`,
    }
  }
  if (use.roaming && use.visited_network !== null) {
    return {
      because: `network ${use.visited_network} is in no zone of tariff ${use.tariff_id}, and it has no price of ${what} to any zone`,
      todo: 'add the network to a zone (networks) that its rates name, or a rate to any zone',
    }
  }
  return use.other_party === null || use.service === 'metered' || use.service === 'data'
    ? {
        because: `tariff ${use.tariff_id} has no price of ${what} that fits${use.service === 'metered' ? ' its properties' : ''}`,
        todo: `add a price of ${what}, without where for all use`,
      }
    : {
        because: `no prefix of tariff ${use.tariff_id} fits ${use.other_party}, and it has no price of ${what} to any zone`,
        todo: 'add the prefix to a zone that its rates name, or a zone with all_numbers',
      }
}
