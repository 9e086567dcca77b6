import { berSplitter } from '../ber/splitter.ts'
import { type Decoder, MAX_RECORD_BYTES, type SourceRecord } from '../record.ts'
import { threeGppRecord } from './record.ts'

/**
 * Records of TS 32.298 one behind the other, without a file header. The frame is the record's number. What follows a
 * length that cannot be read cannot be found again, so the rest of the input is then one reject that tells the octet.
 */
export function berStreamDecoder({ maxRecordBytes = MAX_RECORD_BYTES }: { readonly maxRecordBytes?: number }): Decoder {
  const splitter = berSplitter({ maxBytes: maxRecordBytes })
  let frame = 0
  const records = (pieces: ReturnType<typeof splitter.push>): SourceRecord[] =>
    pieces.flatMap((piece): SourceRecord[] => {
      if (piece.is !== 'element' && piece.is !== 'fault') return []
      const place = { frame: ++frame, record: 0, line: 0, raw: piece.bytes, context: '' }
      if (piece.is === 'element') {
        return [{ ...place, value: undefined, unreadable: undefined, ...threeGppRecord(piece.bytes) }]
      }
      const got = `${piece.got}, at octet ${piece.offset} of the file`
      return [{ ...place, value: undefined, unreadable: { expected: piece.expected, got } }]
    })
  return { push: (bytes) => records(splitter.push(bytes)), end: () => records(splitter.end()) }
}
