import type { Command } from 'commander'
import { define } from './define.ts'

/** `catalogue check`, `schema`, `import`, `load` and `show`. */
export function defineCatalogue(root: Command): void {
  const catalogue = root
    .command('catalogue')
    .description('plans, prices, zones and taxes as files: check, load, import, schema')
  define(
    catalogue,
    'check',
    'read the files of a catalogue and tell every fault with its line',
    ['trunkline catalogue check catalogue/', 'trunkline catalogue check catalogue/ --json'],
    { environment: false },
  )
    .argument('<folder>', 'folder of .yaml files, or one file')
    .action(async (folder, options) => (await import('./commands/catalogue.ts')).check(folder, options))
  define(
    catalogue,
    'schema',
    'write the JSON Schema of catalogue files, for editors',
    ['trunkline catalogue schema catalogue/schema.json'],
    { environment: false },
  )
    .argument('[file]', 'standard output when absent')
    .action(async (file) => (await import('./commands/catalogue.ts')).schema(file))

  define(
    catalogue,
    'import',
    'write a catalogue file from TMF620 payloads, and tell what has no place in it',
    ['trunkline catalogue import tmf620 offerings.json --out catalogue/offerings.yaml'],
    { environment: false },
  )
    .argument('<format>', 'tmf620')
    .argument('<file>', 'JSON: a ProductOffering, a list, or {"productOffering": […], "productOfferingPrice": […]}')
    .requiredOption('--out <file>', 'catalogue file to write')
    .action(async (format, file, options) =>
      (await import('./commands/catalogue-import.ts')).importCatalogue(format, file, options),
    )
  define(catalogue, 'load', 'land what the files change; show it first with --dry-run', [
    'trunkline catalogue load catalogue/ --dry-run',
    'trunkline catalogue load catalogue/ --env dev_ana',
  ])
    .argument('<folder>', 'folder of .yaml files, or one file')
    .option('--dry-run', 'show the rows that would land; write nothing')
    .action(async (folder, options) => (await import('./commands/catalogue.ts')).load(folder, options))
  define(
    catalogue,
    'show',
    'a plan with its tariff as of a day, defaults filled in',
    ['trunkline catalogue show catalogue/ mobile-20 --at 2026-03-01'],
    { environment: false },
  )
    .argument('<folder>', 'folder of .yaml files, or one file')
    .argument('<offering>', 'id of the plan')
    .option('--at <when>', 'day or instant; now when absent')
    .action(async (folder, id, options) => (await import('./commands/catalogue.ts')).show(folder, id, options))
}
