import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { recordMapper } from '../../../ingest/landing/map_record.ts'
import { tmforum } from '../../../ingest/mappings/tmforum/tmforum.ts'
import { describeWithData, sharedData } from '../../shared-data.ts'

type Json = Readonly<Record<string, unknown>>

const fixture = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/crm/tmforum.json'), 'utf8'),
) as readonly Json[]
const map = recordMapper(tmforum(), 'usage.json')
const mapped = (value: unknown) =>
  map({ frame: 1, record: 0, line: 1, raw: '', context: '', value, unreadable: undefined })

describeWithData('tmf_openapi', 'TMF635 4.0.0', () => {
  const api = JSON.parse(readFileSync(join(sharedData, 'tmf_openapi/usage-management.api.json'), 'utf8')) as {
    readonly definitions: Json
  }
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats.default(ajv)
  const valid = (name: string, value: unknown) => {
    const check = ajv.compile({ $ref: `#/definitions/${name}`, definitions: api.definitions })
    return check(value) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }

  test('the usage of the worked example is what the API describes', () => {
    const usages = fixture.filter((each) => each['@type'] === 'Usage')
    expect(usages).toHaveLength(3)
    for (const usage of usages) expect(valid('Usage', usage)).toEqual([])
    const notifications = fixture.filter((each) => each.eventType === 'UsageCreateEvent')
    expect(notifications).toHaveLength(1)
    for (const event of notifications) expect(valid('UsageCreateEvent', event)).toEqual([])
    // The schema does refuse what is none.
    expect(valid('Usage', { usageDate: 'yesterday', status: 'lost' })).toHaveLength(2)
  })

  test('each of the 18 embedded examples maps, or is refused for a reason that is stated', () => {
    const examples = embedded(api, '')
    expect(examples).toHaveLength(18)
    const said = examples.map(({ path, property, value }) => {
      // An example is the value of one property: it stands in the resource that the description gives it to.
      const usage = /^\/definitions\/Usage(_Create|_Update)?\//.test(path)
      const resource = usage
        ? { '@type': 'Usage', [property]: value }
        : { '@type': path.split('/')[2], [property]: value }
      const outcome = mapped(resource)
      if (outcome.is === 'refused') return `${outcome.problem.field}: ${outcome.problem.expected}`
      return outcome.is === 'skipped' ? outcome.reason : outcome.events.map(({ contract }) => contract.name).join()
    })
    const count = (of: string) => said.filter((each) => each.startsWith(of)).length
    expect(said.filter((each) => each === '')).toEqual([])
    // Attachments and periods are no resources of their own; usage that says only a date or a description has no type.
    expect({ skipped: count('resource '), refused: count('usageType: ') }).toEqual({ skipped: 12, refused: 6 })
  })

  test('the examples of usage, with what they leave open, are one use', () => {
    const [description, usageDate] = ['description', 'usageDate'].map(
      (name) =>
        (api.definitions.Usage as { properties: Record<string, { example: string }> }).properties[name]!.example,
    )
    const resource = {
      id: '1',
      description,
      usageDate,
      usageType: 'voice',
      usageCharacteristic: [
        { name: 'msisdn', value: '491701234567' },
        { name: 'duration', value: '20' },
      ],
    }
    expect(valid('Usage', resource)).toEqual([])
    const outcome = mapped(resource)
    expect(outcome.is).toBe('events')
    // 2020-09-21T09:13:16-07:00
    expect(outcome.is === 'events' && outcome.events[0]!.row).toContain(Date.UTC(2020, 8, 21, 16, 13, 16))
  })
})

interface Example {
  readonly path: string
  readonly property: string
  readonly value: unknown
}

function embedded(node: unknown, path: string): readonly Example[] {
  if (node === null || typeof node !== 'object') return []
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'example' ? [{ path, property: path.split('/').at(-1)!, value }] : embedded(value, `${path}/${key}`),
  )
}
