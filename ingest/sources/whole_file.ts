import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { InputError } from '../../warehouse/errors.ts'
import { foreignFile, unreadableFile } from './source_file.ts'

/**
 * All bytes of a file, plain or gzipped; `-` is standard input. `hint` says what to give instead.
 *
 * @throws InputError when it cannot be read, is a folder, is of a kind that is not read here, or its gzip is cut off or damaged.
 */
export function readWholeFile(path: string, hint: string): Uint8Array {
  const bytes = bytesOf(path, hint)
  foreignFile(path, bytes)
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const why = code === 'Z_BUF_ERROR' ? 'ends too early' : `is damaged (${message})`
    throw new InputError(`${path}: the gzip ${why}`, 'give it again when it is complete')
  }
}

/** As `readWholeFile`, as text in UTF-8; bytes that are none become U+FFFD. */
export function readWholeText(path: string, hint: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(readWholeFile(path, hint))
}

function bytesOf(path: string, hint: string): Uint8Array {
  try {
    return readFileSync(path === '-' ? 0 : path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') throw new InputError(`${path}: is a folder`, hint)
    throw unreadableFile(path, error, hint)
  }
}
