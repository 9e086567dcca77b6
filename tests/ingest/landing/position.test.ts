import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packPosition, unpackPosition, writePosition } from '../../../ingest/landing/position.ts'
import { Bytes } from '../../../warehouse/bytes.ts'

const frame = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })
const record = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const event = fc.integer({ min: 0, max: 65_535 })

test('a position is frame x 2^48 + record x 2^16 + event, and is taken apart again', () => {
  expect(packPosition(3, 2, 1)).toBe(3n * 2n ** 48n + 2n * 2n ** 16n + 1n)
  fc.assert(
    fc.property(frame, record, event, (frame, record, event) => {
      expect(unpackPosition(packPosition(frame, record, event))).toEqual({ frame, record, event })
    }),
  )
})

test('a frame alone is written as the position of its first event', () => {
  fc.assert(
    fc.property(frame, (frame) => {
      const [alone, packed] = [new Bytes(16), new Bytes(16)]
      writePosition(alone, frame)
      writePosition(packed, packPosition(frame, 0, 0))
      expect(alone.written()).toEqual(packed.written())
      expect(Buffer.from(alone.written()).readBigUInt64LE(8)).toBe(BigInt(frame) >> 16n)
    }),
  )
})
