import type { Buffer } from 'node:buffer'
import { messageDecoder } from '../../ingest/codecs/message.ts'
import { Batch } from '../../ingest/landing/batch.ts'
import { recordMapper } from '../../ingest/landing/map_record.ts'
import { nothingStands } from '../../ingest/landing/recover.ts'
import type { SealedBatch } from '../../ingest/landing/sealed_batch.ts'
import { callMapping } from '../kafka/call-mapping.ts'

const decode = messageDecoder(callMapping.format)
const map = recordMapper(callMapping as never, 'calls')

/** Payloads of messages to an encoded batch: parsed, mapped, checked and written in columns, as landing does it. */
export function sealPayloads(payloads: readonly Buffer[], firstFrame: number): SealedBatch {
  const origin = { feed: 'bench', partition: 'calls/0', file: 'calls', mapping: 'bench_calls', mappingHash: '0' }
  const batch = new Batch(origin, 'land', 1, firstFrame, Date.now(), nothingStands)
  for (let i = 0; i < payloads.length; i++) {
    for (const record of decode.read(payloads[i]!, firstFrame + i, [])) {
      const outcome = map(record)
      if (outcome.is === 'events') batch.land(record, outcome.events)
      else if (outcome.is === 'skipped') batch.skip(record, outcome.reason)
      else batch.reject(record, outcome.problem, outcome.contract)
    }
  }
  return batch.seal()
}
