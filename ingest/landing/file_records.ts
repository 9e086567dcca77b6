import { InputError } from '../../warehouse/errors.ts'
import { decoder } from '../codecs/decoder.ts'
import type { SourceRecord } from '../codecs/record.ts'
import type { Event } from '../contracts/index.ts'
import type { Format } from '../mappings/format.ts'
import type { SourceFile } from '../sources/source_file.ts'

/** The records of a file, block by block; throws when the file changes under the reader. */
export async function* fileRecords(file: SourceFile, format: Format): AsyncGenerator<readonly SourceRecord[]> {
  const codec = decoder(format)
  for await (const chunk of file.read()) yield ofFile(file, () => codec.push(chunk))
  await file.checkUnchanged()
  yield ofFile(file, () => codec.end())
}

/** A codec knows bytes alone: what it cannot read of them is told with the file they are of. */
function ofFile<T>({ path }: SourceFile, decode: () => T): T {
  try {
    return decode()
  } catch (error) {
    if (!(error instanceof InputError) || error.exitCode !== 2) throw error
    throw new InputError(`${path}: ${error.message}`, error.hint)
  }
}

/** An event that stands before a file's records, at frame 0: frames of files begin at 1. */
export async function* withControl(
  event: Event,
  records: AsyncIterable<readonly SourceRecord[]>,
): AsyncGenerator<readonly SourceRecord[]> {
  yield [{ frame: 0, record: 0, line: 0, raw: undefined, context: '', value: event, unreadable: undefined }]
  yield* records
}
