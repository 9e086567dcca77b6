import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { parseCsv } from '../../transforms/project/csv.ts'
import { model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { readSeed, seed } from '../../transforms/project/seed.ts'
import { loadSeeds } from '../../transforms/run/load-seeds.ts'
import { planProject, runProject } from '../../transforms/run/run.ts'
import { t } from '../../warehouse/columns.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const warehouse = testWarehouse()
const folder = temporaryFolder('seed')
afterAll(() => rmSync(folder, { recursive: true }))
const file = join(folder, 'country.csv')

const country = seed('reference.country', file, {
  code: t.string,
  name: t.string,
  vat: t.nullable(t.decimal(5, 2)),
  prefix: t.uint16,
  since: t.date,
  zone: t.oneOf('eu', 'other'),
  at: t.nullable(t.instant),
})
const HEADER = 'code,name,vat,prefix,since,zone,at\n'

describe('a seed', () => {
  const prefix = uniquePrefix()
  const codes = model('a.codes', { country })
    .query((q) => q.selectFrom('country as c').select(['c.code', 'c.name', 'c.vat', 'c.at']))
    .table({ orderBy: ['code'] })
  const project = defineProject({ models: [codes] })
  const environment = { prefix, sourcePrefix: 'production_has_none__' }
  const rows = () => warehouse.rows(`SELECT * FROM ${prefix}a.codes ORDER BY code`)
  const bring = async () => {
    const loaded = await loadSeeds(warehouse, environment, project.graph)
    const { status } = await runProject(project, { warehouse, environment })
    return [loaded, status]
  }

  it('is loaded with its types, into the environment that builds', async () => {
    writeFileSync(
      file,
      `\uFEFF${HEADER}BE,"Belgi\u00eb, ""land""",21.00,32,1993-11-01,eu,2026-01-01T00:00:00.5Z\r\nGB,UK,,44,1973-01-01,other,\r\n`,
    )
    expect(await bring()).toEqual([['reference.country'], 'published'])
    expect(await rows()).toEqual([
      { code: 'BE', name: 'Belgi\u00eb, "land"', vat: '21', at: '2026-01-01T00:00:00.500Z' },
      { code: 'GB', name: 'UK', vat: null, at: null },
    ])
  })

  it('is not loaded again for quotes or line ends, and makes its models due when its content is another', async () => {
    writeFileSync(
      file,
      `${HEADER}BE,"Belgi\u00eb, ""land""",21.00,32,1993-11-01,eu,2026-01-01T00:00:00.5Z\n"GB",UK,,44,1973-01-01,other,\n`,
    )
    expect(await bring()).toEqual([[], 'current'])
    // As many rows as before: a count alone would not tell.
    writeFileSync(file, `${HEADER}BE,Belgium,21.00,32,1993-11-01,eu,\nGB,UK,20,44,1973-01-01,other,\n`)
    await loadSeeds(warehouse, environment, project.graph)
    expect((await planProject(project, { warehouse, environment })).due).toEqual(['a.codes'])
    await runProject(project, { warehouse, environment })
    expect(await rows()).toMatchObject([{ name: 'Belgium' }, { vat: '20' }])
  })

  it('may have no rows', async () => {
    writeFileSync(file, HEADER)
    expect(await bring()).toEqual([['reference.country'], 'published'])
    expect(await rows()).toEqual([])
  })
})

describe('a mistake in a seed names file, line and column', () => {
  const good = ['BE', 'Belgium', '21', '32', '1993-11-01', 'eu', '']
  const withValue = (index: number, value: string) =>
    `${HEADER}"first\n",a,1,1,2000-01-01,eu,\n${good.with(index, value).join(',')}\n`
  it.each([
    [
      withValue(2, '21.001'),
      "line 4, column vat: '21.001' is not a decimal of up to 3 digits before the point and 2 after",
    ],
    [withValue(2, '1e2'), "column vat: '1e2' is not a decimal"],
    [withValue(3, '65536'), "column prefix: '65536' is not a whole number from 0 to 65535"],
    [withValue(3, ''), "column prefix: '' is not a whole number"],
    [withValue(4, '2026-02-29'), "column since: '2026-02-29' is not a day as YYYY-MM-DD"],
    [withValue(5, 'EU'), "column zone: 'EU' is not one of eu, other"],
    [withValue(6, '2026-01-01 00:00:00'), "column at: '2026-01-01 00:00:00' is not an instant"],
    [`${HEADER}BE,Belgium\n`, 'line 2: 2 fields, the header has 7'],
    [`${HEADER}BE,"Bel`, 'line 2: a quote is not closed'],
    [`${HEADER}BE,Bel"gium,,,,,\n`, 'line 2: a quote within a field'],
    ['code,name\n', 'line 1: no column vat, prefix, since, zone, at'],
    [HEADER.replace('\n', ',vatt\n'), 'line 1: vatt is not declared'],
    [HEADER.replace('\n', ',code\n'), 'line 1: column code is there twice'],
    ['', 'line 1: no column code'],
  ])('%j', (text, expected) => {
    writeFileSync(file, text)
    expect(() => readSeed(country)).toThrow(
      `${file}, ${expected.startsWith('line') ? expected : `line 4, ${expected}`}`,
    )
  })

  it('or that there is no file, or that it is not UTF-8', () => {
    writeFileSync(file, Buffer.from([0x63, 0xff, 0xfe]))
    expect(() => readSeed(country)).toThrow(`${file} is not UTF-8`)
    expect(() => readSeed(seed('a.b', join(folder, 'none.csv'), { x: t.string }))).toThrow(
      expect.objectContaining({ exitCode: 3 }),
    )
  })
})

describe('a seed in YAML', () => {
  const yaml = join(folder, 'country.yaml')
  const countryOfYaml = seed('reference.country', yaml, country.columns)
  const read = (text: string) => {
    writeFileSync(yaml, text)
    return readSeed(countryOfYaml)
  }
  const row = (changes: Readonly<Record<string, string>>) => {
    const fields = { code: 'BE', name: 'Belgium', vat: '21', prefix: '32', since: '1993-11-01', zone: 'eu', ...changes }
    const lines = Object.entries(fields).map(([name, value]) => `  ${name}: ${value}\n`)
    return `# Countries\n- ${lines.join('').trimStart()}`
  }

  it('has the rows and the fingerprint of the same table in CSV', () => {
    writeFileSync(
      file,
      `${HEADER}NO,"Nor ""way""",,047,1970-01-01,other,2026-01-01T00:00:00.5Z\nBE,null,21.10,32,1993-11-01,eu,\n`,
    )
    const content = read(`
- { since: 1970-01-01, code: NO, name: Nor "way", vat: ~, prefix: 047, zone: other, at: "2026-01-01T00:00:00.5Z" }
- code: BE
  name: 'null'
  vat: 21.10
  prefix: 32
  since: 1993-11-01
  zone: eu
  at:
`)
    expect(content).toEqual(readSeed(country))
    expect(content.rows).toEqual([
      {
        code: 'NO',
        name: 'Nor "way"',
        vat: null,
        prefix: '047',
        since: '1970-01-01',
        zone: 'other',
        at: '2026-01-01T00:00:00.5Z',
      },
      { code: 'BE', name: 'null', vat: '21.10', prefix: '32', since: '1993-11-01', zone: 'eu', at: null },
    ])
  })

  it('tells an empty text from nothing, and may leave out what may be NULL, or have no rows', () => {
    const note = seed('a.note', yaml, { id: t.string, note: t.nullable(t.string) })
    writeFileSync(yaml, `- { id: '', note: '' }\n- { id: b, note: }\n- id: c\n`)
    expect(readSeed(note).rows).toEqual([
      { id: '', note: '' },
      { id: 'b', note: null },
      { id: 'c', note: null },
    ])
    expect(read('[]').rows).toEqual([])
  })

  it('is loaded with its types', async () => {
    const prefix = uniquePrefix()
    const codes = model('a.codes', { country: countryOfYaml })
      .query((q) => q.selectFrom('country as c').select(['c.code', 'c.name', 'c.vat', 'c.prefix', 'c.since', 'c.at']))
      .table({ orderBy: ['code'] })
    const project = defineProject({ models: [codes] })
    const environment = { prefix, sourcePrefix: 'production_has_none__' }
    read(row({ vat: '21.10', at: '2026-01-01T00:00:00.5Z' }))
    expect(await loadSeeds(warehouse, environment, project.graph)).toEqual(['reference.country'])
    await runProject(project, { warehouse, environment })
    expect(await warehouse.rows(`SELECT * FROM ${prefix}a.codes`)).toEqual([
      {
        code: 'BE',
        name: 'Belgium',
        vat: '21.1',
        prefix: 32,
        since: '1993-11-01',
        at: '2026-01-01T00:00:00.500Z',
      },
    ])
  })

  it.each([
    [
      row({ vat: '21.001' }),
      "line 4, column vat: '21.001' is not a decimal of up to 3 digits before the point and 2 after",
    ],
    [row({ prefix: '0x20' }), "line 5, column prefix: '0x20' is not a whole number from 0 to 65535"],
    [row({ since: '2026-02-29' }), "line 6, column since: '2026-02-29' is not a day as YYYY-MM-DD"],
    [row({ zone: 'EU' }), "line 7, column zone: 'EU' is not one of eu, other"],
    [row({ name: '' }), 'line 3, column name: nothing is not a text'],
    [row({ prefix: 'null' }), 'line 5, column prefix: nothing is not a whole number from 0 to 65535'],
    [row({ vat: '[21]' }), 'line 4, column vat: expected one value'],
    [row({ code: '&a BE', name: '*a' }), 'line 3, column name: expected one value'],
    [row({ vat: '!percent 21' }), 'line 4: Unresolved tag: !percent'],
    [row({ vatt: '21' }), 'line 2: vatt is not declared'],
    [`${row({})}  code: NL\n`, 'line 2: column code is there twice'],
    ['- code: BE\n', 'line 1: no column name, prefix, since, zone'],
    ['- [BE]\n', 'line 1: expected a row of columns'],
    [`${row({})}-\n`, 'line 8: expected a row of columns'],
    [`${row({})}  - x\n`, 'line 8: '],
    ['code: BE\n', 'line 1: expected a list of rows'],
    ['', 'line 1: expected a list of rows'],
    ['[]\n---\n[]\n', 'line 2: '],
  ])('names file, line and column of a mistake: %j', (text, expected) => {
    expect(() => read(text)).toThrow(`${yaml}, ${expected}`)
    expect(() => read(text)).toThrow(expect.objectContaining({ exitCode: 2 }))
  })

  it('is known by its ending', () => {
    expect(() => readSeed(seed('a.b', join(folder, 'x.json'), { x: t.string }))).toThrow(
      `a.b: ${join(folder, 'x.json')} is neither .csv nor .yaml or .yml`,
    )
  })

  it('reads back any text that is written quoted, whatever it looks like', () => {
    const texts = seed('a.text', yaml, { x: t.nullable(t.string) })
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('null', '~', '0.10', 'NO', '1e3', '- a', '# b'),
    )
    fc.assert(
      fc.property(fc.array(fc.option(value), { maxLength: 6 }), (values) => {
        // JSON is YAML 1.2.
        writeFileSync(yaml, JSON.stringify(values.map((x) => ({ x }))))
        expect(readSeed(texts).rows).toEqual(values.map((x) => ({ x })))
      }),
    )
  })
})

describe('CSV', () => {
  const value = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '\u00e9') })
  it('reads back whatever is written quoted, with the line of each record', () => {
    const table = fc.array(fc.array(value, { minLength: 2, maxLength: 4 }), { maxLength: 6 })
    fc.assert(
      fc.property(table, (rows) => {
        const lines = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(','))
        const records = parseCsv(lines.map((line) => `${line}\n`).join(''), 'x')
        expect(records.map(({ fields }) => fields)).toEqual(rows)
        let line = 1
        for (const [index, record] of records.entries()) {
          expect(record.line).toBe(line)
          line += lines[index]!.split(/\r\n|\n|\r/).length
        }
      }),
    )
  })

  it('keeps an empty last field and passes over empty lines', () => {
    expect(parseCsv('a,\n\n,b', 'x')).toEqual([
      { line: 1, fields: ['a', ''] },
      { line: 3, fields: ['', 'b'] },
    ])
  })
})
