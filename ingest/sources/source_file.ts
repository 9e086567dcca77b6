import { createHash } from 'node:crypto'
import { createReadStream, type Stats } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { InputError } from '../../warehouse/errors.ts'

/** A complete file, plain or gzipped, known by what is in it. */
export interface SourceFile {
  readonly path: string
  readonly gzipped: boolean
  /** SHA-256 of the decompressed bytes, in hex: the same content under another name is the same partition. */
  readonly sha256: string
  readonly bytes: number
  /** The decompressed bytes, from the beginning. */
  read(): AsyncIterable<Uint8Array>
  /** @throws InputError when the file is no longer what was hashed. */
  checkUnchanged(): Promise<void>
}

const CHUNK = 256 * 1024

/** Other kinds of files that people give by mistake, by their first bytes. */
const FOREIGN: readonly (readonly [string, readonly number[], string])[] = [
  ['a zip archive or spreadsheet', [0x50, 0x4b, 0x03, 0x04], 'unpack it, or save the sheet as CSV'],
  ['compressed with bzip2', [0x42, 0x5a, 0x68], 'unpack it, or use gzip'],
  ['compressed with xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a], 'unpack it, or use gzip'],
  ['compressed with zstd', [0x28, 0xb5, 0x2f, 0xfd], 'unpack it, or use gzip'],
  ['a Parquet file', [0x50, 0x41, 0x52, 0x31], 'export it as CSV or NDJSON'],
  ['an old Excel workbook', [0xd0, 0xcf, 0x11, 0xe0], 'save the sheet as CSV'],
  ['a PDF', [0x25, 0x50, 0x44, 0x46], 'export the data as CSV'],
]

/**
 * Opens a file and reads it once through for its identity. Nothing of it has landed when that fails. `text` is false where
 * the format is binary.
 *
 * @throws InputError when it cannot be read, is no kind of file that is read here, or its gzip is cut off or damaged.
 */
export async function openSourceFile(path: string, { text = true } = {}): Promise<SourceFile> {
  const stats = await fileStats(path)
  if (stats.isDirectory())
    throw new InputError(`${path} is a directory`, 'give a file, or the directory to the command itself')
  if (!stats.isFile()) throw new InputError(`${path} is no regular file`, 'pipe it in: ... | trunkline ingest -')
  const head = await firstBytes(path)
  const gzipped = head[0] === 0x1f && head[1] === 0x8b
  foreignFile(path, head)
  const read = () => contents(path, gzipped)
  const hash = createHash('sha256')
  let bytes = 0
  let start: Uint8Array | undefined
  for await (const chunk of read()) {
    start ??= chunk
    hash.update(chunk)
    bytes += chunk.length
  }
  if (start && text) checkText(path, start)
  const checkUnchanged = async () => {
    const now = await fileStats(path)
    if (now.size === stats.size && now.mtimeMs === stats.mtimeMs && now.ino === stats.ino) return
    throw new InputError(
      `${path} changed while it was read`,
      'give files when they are complete: write under another name, then rename',
    )
  }
  await checkUnchanged()
  return {
    path,
    gzipped,
    sha256: hash.digest('hex'),
    bytes,
    read,
    checkUnchanged,
  }
}

/** @throws InputError when the first bytes are those of another kind of file. */
export function foreignFile(path: string, head: Uint8Array): void {
  for (const [what, magic, hint] of FOREIGN) {
    if (magic.every((byte, i) => head[i] === byte)) throw new InputError(`${path} is ${what}`, hint)
  }
}

async function fileStats(path: string): Promise<Stats> {
  try {
    return await stat(path)
  } catch (error) {
    throw unreadableFile(path, error)
  }
}

async function firstBytes(path: string): Promise<Uint8Array> {
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(new Uint8Array(8), 0, 8, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw unreadableFile(path, error)
  }
}

async function* contents(path: string, gzipped: boolean): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: CHUNK })
  // pipeline hands the file's own errors on and closes both when the reader stops early.
  const stream: Readable = gzipped ? pipeline(file, createGunzip({ chunkSize: CHUNK }), () => undefined) : file
  try {
    for await (const chunk of stream) yield chunk as Uint8Array
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'Z_BUF_ERROR')
      throw new InputError(
        `${path}: the gzip ends too early`,
        'nothing of it has landed: give it again when it is complete',
      )
    if (code?.startsWith('Z_'))
      throw new InputError(`${path}: the gzip is damaged (${message})`, 'nothing of it has landed: fetch it again')
    throw unreadableFile(path, error)
  }
}

/** UTF-16 without its mark looks like text with a zero byte at every other place. */
function checkText(path: string, start: Uint8Array): void {
  const sample = start.subarray(0, 4096)
  if ((sample[0] === 0xff && sample[1] === 0xfe) || (sample[0] === 0xfe && sample[1] === 0xff)) return
  let zeros = 0
  for (const byte of sample) if (byte === 0) zeros++
  if (zeros > sample.length / 4) {
    throw new InputError(`${path} is binary, or UTF-16 without a byte order mark`, 'if it is text, save it as UTF-8')
  }
}

/** Why the system does not let a file be read, in words. */
export function unreadableFile(path: string, error: unknown, hint = 'check the path'): InputError {
  const { code, message } = error as NodeJS.ErrnoException
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'it may not be read by this user',
    EPERM: 'it may not be read by this user',
    ENOTDIR: 'a part of the path is no directory',
    ENAMETOOLONG: 'the name is too long',
    ELOOP: 'its links lead in a circle',
  }
  return new InputError(`${path}: ${reasons[code ?? ''] ?? message}`, hint)
}
