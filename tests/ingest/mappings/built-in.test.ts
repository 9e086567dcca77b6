import { expect, test } from 'vitest'
import { loadMapping } from '../../../ingest/mappings/load.ts'
import { scratch } from '../landing/environment.ts'
import { mapped } from './mapped.ts'

const files = scratch()

test("a user's file of three lines tells a built-in mapping the zone and country of a switch", async () => {
  const path = files.write(
    'my-switch.ts',
    `import { asteriskCdr } from 'trunkline/mappings'

export default asteriskCdr({ name: 'pbx-dublin', zone: 'Europe/Dublin', country: 'IE' })
`,
  )
  const { mapping } = await loadMapping(path)
  const row =
    '"","012345678","1800","c","","ch","d","Dial","x","2026-07-01 09:00:00","2026-07-01 09:00:10","",71,61,"ANSWERED","D"\n'
  expect(mapping.name).toBe('pbx-dublin')
  expect(mapped(mapping, row)).toMatchObject([{ served_number: '35312345678', started_at: '2026-07-01T08:00:10.000Z' }])
})

test.each([
  'radiusAccounting',
  'creditControl',
  'creditControlCsv',
  'ipdrXml',
  'ipdrCsv',
  'freeswitchCdr',
  'asteriskCdr',
  'tapRoaming',
])('%s makes a mapping under a name of the user', async (maker) => {
  const path = files.write(
    `${maker}.ts`,
    `import { ${maker} } from 'trunkline/mappings'\nexport default ${maker}({ name: 'mine' })\n`,
  )
  expect((await loadMapping(path)).mapping).toMatchObject({ name: 'mine' })
})
