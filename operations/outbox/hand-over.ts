import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError, InputError } from '../../warehouse/errors.ts'
import { makeFolder } from '../../warehouse/folder.ts'
import type { OutboxDocument, OutboxFile } from './document.ts'
import { createOutbox, readHandedOver, writeHandedOver } from './table.ts'

const OUT = 'say where carriers pick documents up: --out <folder>'

/** How one document came out. */
export interface HandedOver {
  readonly number: string
  readonly channel: string
  /** `before`: an earlier call had done it; `failed`: it cannot be rendered, or not as it was, for the reason `because`. */
  readonly status: 'now' | 'before' | 'failed'
  readonly because?: string
  /** Folder that holds it, with its envelope. */
  readonly place: string
}

export interface HandOverOptions {
  /** Prefix of the environment's databases. */
  readonly prefix: string
  /** Where carriers pick documents up: `<folder>/<channel>/<number>/`. */
  readonly folder: string
  /** Renders again what was handed over before, to see that it would still be the same. */
  readonly verify?: boolean
  readonly onProgress?: (done: number, of: number) => void
}

/**
 * Hands documents to their carriers, each once: rendered into a folder of its own that appears whole, with `envelope.json`, and
 * then entered in the outbox. Killed in between, the next call renders the same bytes to the same place: nothing is lost, and
 * nothing is there twice.
 *
 * One that cannot be rendered, or that `verify` finds with other bytes than it was handed over with, holds no other up.
 */
export async function handOver(
  warehouse: Warehouse,
  documents: readonly OutboxDocument[],
  { prefix, folder, verify = false, onProgress = () => {} }: HandOverOptions,
): Promise<readonly HandedOver[]> {
  await createOutbox(warehouse, prefix)
  const known = await readHandedOver(
    warehouse,
    prefix,
    documents.map(({ number }) => number),
  )
  const results: HandedOver[] = []
  for (const document of documents) {
    const { number, channel } = document
    const before = known.get(`${number}\0${channel}`)
    const place = before?.place ?? join(folder, channel, fileName(number))
    if (before === undefined || verify) {
      const files = await document.render().catch(reasonOf)
      const because =
        typeof files === 'string'
          ? files
          : before !== undefined && before.hash !== hashOf(files)
            ? changed(document, before.hash, hashOf(files))
            : undefined
      if (because !== undefined) {
        results.push({ number, channel, status: 'failed', because, place })
        continue
      }
      if (before === undefined && typeof files !== 'string') {
        makeFolder(dirname(place), OUT)
        writeFolder(place, document, files)
        await writeHandedOver(warehouse, prefix, { document, hash: hashOf(files), place })
      }
    }
    results.push({ number, channel, status: before === undefined ? 'now' : 'before', place })
    onProgress(results.length, documents.length)
  }
  return results
}

/** Why wrong content cannot be rendered, and what to do; anything else is thrown. */
export function reasonOf(error: unknown): string {
  if (error instanceof InputError && error.exitCode === 2)
    return error.hint === undefined ? error.message : `${error.message}; ${error.hint}`
  throw error
}

function changed({ number, channel }: OutboxDocument, before: string, now: string): string {
  return `document ${number} was handed over by ${channel} with other content (${before.slice(0, 12)}, now ${now.slice(0, 12)}); what was issued never changes: correct it by a credit or debit note`
}

/** @throws ConfigurationError that names the folder and the system's reason; what was handed over before stays so. */
function writeFolder(place: string, document: OutboxDocument, files: readonly OutboxFile[]): void {
  // It appears by its name only when all of it is there. What a killed call left is the same, or half of it.
  const part = join(place, '..', `.${fileName(document.number)}.part`)
  try {
    rmSync(part, { recursive: true, force: true })
    mkdirSync(part, { recursive: true })
    for (const { name, bytes } of files) writeFileSync(join(part, name), bytes)
    writeFileSync(join(part, 'envelope.json'), `${JSON.stringify(envelopeOf(document, files), undefined, 2)}\n`)
    if (existsSync(place)) rmSync(place, { recursive: true })
    renameSync(part, place)
  } catch (error) {
    rmSync(part, { recursive: true, force: true })
    throw new ConfigurationError(`${place} cannot be written: ${(error as Error).message}`, OUT)
  }
}

/** What a carrier needs to know of the files beside it. */
function envelopeOf(document: OutboxDocument, files: readonly OutboxFile[]) {
  const { number, kind, channel, recipient, language, subject } = document
  return {
    number,
    kind,
    channel,
    recipient,
    language,
    subject,
    files: files.map(({ name, mimeType, bytes }) => ({ name, mimeType, sha256: sha256(bytes) })),
  }
}

/** A number as a file's name. */
function fileName(number: string): string {
  return encodeURIComponent(number)
}

function hashOf(files: readonly OutboxFile[]): string {
  return sha256(Buffer.from(files.map(({ name, bytes }) => `${name} ${sha256(bytes)}`).join('\n')))
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
