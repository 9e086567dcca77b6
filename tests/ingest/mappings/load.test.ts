import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { chooseMapping, mappingRegistry } from '../../../ingest/mappings/registry.ts'
import { scratch } from '../landing/environment.ts'

const files = scratch()
const run = promisify(execFile)

/** Loads in a Node of its own: vitest's own loader would read the file in Node's place. */
async function load(path: string): Promise<string> {
  const module = join(import.meta.dirname, '../../../ingest/mappings/load.ts')
  const script = `const { loadMapping } = await import(${JSON.stringify(module)});
    const { InputError } = await import(${JSON.stringify(join(import.meta.dirname, '../../../warehouse/errors.ts'))});
    try { const { mapping } = await loadMapping(${JSON.stringify(path)}); console.log(JSON.stringify(mapping)) }
    catch (error) { if (!(error instanceof InputError)) throw error; console.log(error.message + ' | ' + error.hint) }`
  return (await run(process.execPath, ['--input-type=module', '-e', script])).stdout.trim()
}

const WHOLE = `import { csv, instant, mapping } from 'trunkline/mapping'
import type { Event } from 'trunkline'
export default mapping({ name: 'my-feed', format: csv({ delimiter: ';' }), map: (row): Event => ({
  contract: 'usage', service: 'voice', started_at: instant(row.at!, 'ISO', 'UTC'), served_number: row.number! }) })
`

test('a file of three lines tells a built-in mapping about one installation', async () => {
  const makers = 'radiusAccounting creditControl creditControlCsv ipdrXml ipdrCsv freeswitchCdr asteriskCdr'.split(' ')
  for (const maker of makers) {
    const text = `import { ${maker} } from 'trunkline/mappings'\n\nexport default ${maker}({ name: 'mine', zone: 'Europe/Dublin' })\n`
    expect(JSON.parse(await load(files.write(`${maker}.ts`, text)))).toMatchObject({ name: 'mine' })
  }
  const tap = `import { tapRoaming } from 'trunkline/mappings'\nexport default tapRoaming({ networks: { UTOPA: '001-01' } })\n`
  expect(await load(files.write('tap.ts', tap))).toBe('{"name":"tap","format":{"codec":"tap"}}')
})

test('a mapping may lie anywhere and import this installation', async () => {
  expect(await load(files.write('my-feed.ts', WHOLE))).toBe(
    '{"name":"my-feed","format":{"codec":"csv","delimiter":";"}}',
  )
})

describe('a mapping file at fault says what is wrong', () => {
  test.each([
    ['none.ts', undefined, 'there is no such file'],
    ['data.csv', 'a,b', 'is no TypeScript or JavaScript'],
    ['empty.ts', 'export const x = 1', 'has no default export'],
    ['shape.ts', 'export default { name: "x", format: { codec: "csv" } }', 'has no function `map`'],
    ['format.ts', 'export default { name: "x", map() {} }', 'has no `format`'],
    ['name.ts', 'export default { name: "my feed", map() {} }', 'its name is "my feed"'],
    ['enum.ts', 'enum A { B }\nexport default A', 'uses TypeScript that is more than types'],
    ['syntax.ts', 'export default {\n  name: \n}', 'cannot be read'],
    ['import.ts', 'import "no-such-package"\nexport default {}', "Cannot find package 'no-such-package'"],
    ['throws.ts', 'const a: any = null\nexport default a.b', 'fails when it is loaded'],
  ])('%s', async (name, content, message) => {
    const path = content === undefined ? join(files.folder, name) : files.write(name, content)
    const said = await load(path)
    expect(said).toContain(`Mapping ${path}`)
    expect(said).toContain(message)
    expect(said).not.toContain('undefined')
  })
})

test('what is not known by name is answered with what is', async () => {
  const registry = mappingRegistry()
  await expect(chooseMapping(registry, { mapping: 'event', input: 'x' })).rejects.toThrow('There is no mapping "event"')
  await expect(chooseMapping(registry, { contract: 'usages', input: 'x' })).rejects.toThrow(
    'There is no contract "usages"',
  )
  await expect(chooseMapping(registry, { input: 'calls.csv' })).rejects.toThrow(
    'How calls.csv is to be read was not said',
  )
  expect((await chooseMapping(registry, { input: 'calls.jsonl.gz' })).mapping.name).toBe('events')
})
