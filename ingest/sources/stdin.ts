import { createHash, randomBytes } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { InputError } from '../../warehouse/errors.ts'

/** Input that could be read once only, now a file that can be read again. */
export interface SpooledInput {
  readonly path: string
  /** Removes the file; done when it has landed whole. */
  remove(): Promise<void>
}

/**
 * Writes a stream to `<home>/spool/` until it ends: landing must be able to begin again, which a pipe cannot. The file is
 * named by its content, so that the same input, piped again after a crash, goes on where it was.
 *
 * @throws InputError when nothing came.
 */
export async function spoolStream(stream: AsyncIterable<Uint8Array>, home: string): Promise<SpooledInput> {
  const folder = join(home, 'spool')
  await mkdir(folder, { recursive: true })
  const partial = join(folder, `${randomBytes(6).toString('hex')}.part`)
  const hash = createHash('sha256')
  let bytes = 0
  try {
    await pipeline(async function* () {
      for await (const chunk of stream) {
        hash.update(chunk)
        bytes += chunk.length
        yield chunk
      }
    }, createWriteStream(partial))
    if (bytes === 0)
      throw new InputError(
        'Nothing came in on standard input',
        'pipe something in: cat calls.csv | trunkline ingest - --mapping my-feed.ts',
      )
    const path = join(folder, hash.digest('hex').slice(0, 32))
    await rename(partial, path)
    return { path, remove: () => rm(path, { force: true }) }
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}
