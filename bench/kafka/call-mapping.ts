import { mapping, ndjson } from '../../ingest/mapping.ts'
import type { CallRecord } from './messages.ts'

const SERVICES = { v: 'voice', d: 'data', m: 'sms' } as const

/** What a user would write for the bench's topic. */
export const callMapping = mapping<CallRecord>({
  name: 'bench_calls',
  format: ndjson(),
  map: (call) => ({
    contract: 'usage',
    event_id: call.i,
    service: SERVICES[call.s],
    direction: call.d === 'o' ? 'originating' : 'terminating',
    started_at: new Date(call.t * 1000),
    served_number: call.a,
    other_party: call.b,
    other_network: call.n,
    answered: call.k === 1,
    duration_s: call.u,
    elapsed_s: call.e,
    messages: call.c,
    bytes_up: call.x,
    bytes_down: call.y,
    service_name: call.p,
    roaming: call.r === 1,
    visited_network: call.v,
    cell_id: call.l,
    cause: String(call.q),
    stated_amount: call.z,
    stated_currency: call.w,
  }),
})
