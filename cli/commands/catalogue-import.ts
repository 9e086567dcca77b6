import { stringify } from 'yaml'
import { checkCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { describeProblem } from '../../ingest/catalogue/problem.ts'
import { importTmf620 } from '../../ingest/catalogue/tmf620/import_tmf620.ts'
import { readPayload } from '../../ingest/catalogue/tmf620/payload.ts'
import { readWholeText } from '../../ingest/sources/whole_file.ts'
import { InputError } from '../../warehouse/errors.ts'
import { writeWhole } from '../../warehouse/folder.ts'
import type { CommonOptions } from '../session.ts'

interface ImportOptions extends CommonOptions {
  readonly out: string
}

/** `trunkline catalogue import tmf620 <file> --out <file>`: a catalogue file of TMF620 payloads, and what has no place in it. */
export async function importCatalogue(format: string, file: string, options: ImportOptions): Promise<void> {
  if (format !== 'tmf620') throw new InputError(`there is no import of "${format}"`, 'expected tmf620')
  const text = readWholeText(file, 'give a file with a TMF620 payload as JSON')
  const { catalogue, unmapped } = importTmf620(readPayload(file, text))
  const of = catalogue.offerings.length
  if (of === 0) {
    throw new InputError(
      `${file}: no offering can be imported${unmapped.map(({ at, reason }) => `\n${at}: ${reason}`).join('')}`,
      'mend the payload; nothing was written',
    )
  }
  const said = Object.fromEntries(Object.entries(catalogue).filter(([, entities]) => entities.length > 0))
  const written = `# From a TMF620 payload by: trunkline catalogue import tmf620\n${stringify(said)}`
  writeWhole(options.out, written, 'say where the catalogue shall go: --out <file>')
  const { problems } = checkCatalogue(options.out)
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ out: options.out, offerings: of, unmapped, problems })}\n`)
  } else {
    process.stdout.write(`${options.out}: ${of} offering${of === 1 ? '' : 's'}\n`)
    for (const { at, reason } of unmapped) process.stdout.write(`not imported: ${at}: ${reason}\n`)
  }
  if (problems.length > 0) {
    const list = options.json ? '' : `\n${problems.map(describeProblem).join('\n')}`
    throw new InputError(
      `${options.out}: ${problems.length} to be mended by hand${list}`,
      'the payload says what the catalogue cannot hold',
    )
  }
}
