import { MultipleErrors, ResponseError } from '@platformatic/kafka'
import { describe, expect, it } from 'vitest'
import { faultText } from '../../../ingest/sources/kafka/fault.ts'

const partition = (partitionIndex: number, errorCode: number) => ({ partitionIndex, errorCode, leaderId: -1 })

describe('what Kafka is said to lack', () => {
  it('names the partitions without a leader, however the client wraps the answer', () => {
    const answer = {
      topics: [
        { errorCode: 0, name: 'calls', partitions: [partition(0, 0)] },
        { errorCode: 0, name: 'cdr', partitions: [partition(0, 0), partition(1, 5), partition(2, 5)] },
      ],
    }
    const refused = new ResponseError(
      3,
      12,
      { '/topics/1/partitions/1': [5, null], '/topics/1/partitions/2': [5, null] },
      answer,
    )
    const wrapped = new MultipleErrors('metadata failed 3 times', [refused, refused])
    expect(faultText(refused)).toBe('no leader of cdr/1, cdr/2')
    expect(faultText(wrapped)).toBe(faultText(refused))
  })

  it('is what the innermost error says otherwise', () => {
    const cause = new Error('connect ECONNREFUSED 127.0.0.1:9092')
    expect(faultText(new Error('Cannot connect', { cause }))).toBe('connect ECONNREFUSED 127.0.0.1:9092')
  })
})
