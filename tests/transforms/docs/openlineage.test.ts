import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { lineageSink } from '../../../cli/terminal/lineage-sink.ts'
import { type LineageEvent, lineageEmitter } from '../../../transforms/docs/openlineage.ts'
import { runProject } from '../../../transforms/run/run.ts'
import { publishedTypes } from '../../../transforms/run/status.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { testWarehouse, uniquePrefix } from '../../test-warehouse.ts'
import { landCalls, landShop, shop } from '../shop.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const environment = { prefix }
const NAMESPACE = 'clickhouse://localhost:8123'

async function told(project: ReturnType<typeof shop>): Promise<LineageEvent[]> {
  const events: LineageEvent[] = []
  const types = await publishedTypes(warehouse, environment, project)
  const clock = () => Date.UTC(2026, 0, 2)
  const emit = (event: LineageEvent) => events.push(event)
  const emitter = lineageEmitter({ project, environment, namespace: NAMESPACE, types, clock, seed: prefix, emit })
  const { status } = await runProject(project, { warehouse, environment, onEvent: emitter.onEvent })
  emitter.end(status)
  return events
}
const brief = (events: readonly LineageEvent[]) =>
  events.map(({ eventType, job }) => `${eventType} ${job.name.slice(prefix.length)}`)

describe('OpenLineage events of a run', () => {
  let first: LineageEvent[]
  beforeAll(async () => {
    await landShop(warehouse, prefix, 24)
    first = await told(shop())
  })

  it('are a START and a COMPLETE of each model inside those of the run', () => {
    expect(brief(first)).toEqual([
      'START trunkline.run',
      ...['rating.rated', 'finance.daily', 'finance.best_day'].flatMap((name) => [`START ${name}`, `COMPLETE ${name}`]),
      'COMPLETE trunkline.run',
    ])
  })

  it('have what the specification demands of each, and one UUID a job that names its parent', () => {
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    for (const event of first) {
      expect(event.eventTime).toBe('2026-01-02T00:00:00.000Z')
      expect(event.run.runId).toMatch(uuid)
      expect(event.schemaURL).toBe('https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent')
      const datasets = [...event.inputs, ...event.outputs].flatMap(({ facets }) => Object.values(facets))
      for (const facet of [...datasets, ...Object.values(event.run.facets), ...Object.values(event.job.facets)]) {
        expect(facet).toMatchObject({
          _producer: event.producer,
          _schemaURL: expect.stringMatching(
            /^https:\/\/openlineage\.io\/spec\/facets\/\d-\d-\d\/\w+\.json#\/\$defs\/\w+$/,
          ),
        })
      }
    }
    const ids = new Map(first.map(({ job, run }) => [job.name, run.runId]))
    expect(new Set(ids.values()).size).toBe(4)
    const daily = first.find(({ job }) => job.name.endsWith('finance.daily'))!
    expect(daily.run.facets.parent).toMatchObject({ run: { runId: ids.get(`${prefix}trunkline.run`) } })
  })

  it('say which columns of which datasets a column is made of, and which only filter', () => {
    const { inputs, outputs } = first.find(({ job }) => job.name.endsWith('rating.rated'))!
    expect(inputs.map(({ namespace, name }) => [namespace, name])).toEqual([
      [NAMESPACE, `${prefix}raw.calls`],
      [NAMESPACE, `${prefix}raw.rates`],
    ])
    expect(inputs[1]!.facets.schema).toMatchObject({
      fields: [
        { name: 'zone', type: 'LowCardinality(String)' },
        { name: 'price', type: 'Decimal(18, 9)' },
      ],
    })
    const lineage = outputs[0]!.facets.columnLineage as {
      fields: Record<string, { inputFields: object[] }>
      dataset: object[]
    }
    expect(lineage.fields.charge!.inputFields).toMatchObject([
      { name: `${prefix}raw.rates`, field: 'price', transformations: [{ type: 'DIRECT' }] },
      { name: `${prefix}raw.calls`, field: 'seconds' },
    ])
    expect(lineage.fields.one).toEqual({ inputFields: [] })
    expect(lineage.dataset).toMatchObject([
      { name: `${prefix}raw.rates`, field: 'zone', transformations: [{ type: 'INDIRECT', subtype: 'FILTER' }] },
      { name: `${prefix}raw.calls`, field: 'zone' },
    ])
  })

  it('know the types once models are published, and fail with a model', async () => {
    await landCalls(warehouse, prefix, 24, 48)
    const second = await told(shop())
    const daily = second.find(({ job, eventType }) => job.name.endsWith('finance.daily') && eventType === 'COMPLETE')!
    expect(daily.outputs[0]!.facets.schema).toMatchObject({
      fields: [
        { name: 'day', type: 'Date' },
        { name: 'revenue', type: 'Decimal(38, 4)' },
        { name: 'calls', type: 'UInt64' },
      ],
    })
    const broken = await told(shop({ broken: true }))
    expect(brief(broken)).toEqual([
      'START trunkline.run',
      'START rating.rated',
      'FAIL rating.rated',
      'FAIL trunkline.run',
    ])
    expect(broken[2]!.run.facets.errorMessage).toMatchObject({ message: expect.stringContaining('not a number') })
  })
})

describe('where lineage events go', () => {
  const event = { eventType: 'START', job: { name: 'a' } } as unknown as LineageEvent
  const next = { ...event, eventType: 'COMPLETE' } as LineageEvent

  it('a file has one a line', async () => {
    const folder = temporaryFolder('lineage')
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const sink = lineageSink(join(folder, 'events.ndjson'))
    sink.emit(event)
    sink.emit(next)
    expect(await sink.close()).toEqual({ lost: 0, reason: '' })
    const lines = readFileSync(join(folder, 'events.ndjson'), 'utf8').trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).eventType)).toEqual(['START', 'COMPLETE'])
    expect(() => lineageSink(join(folder, 'no', 'where'))).toThrow(expect.objectContaining({ exitCode: 3 }))
    expect(() => lineageSink('http://')).toThrow('http:// is no URL')
  })

  it.skipIf(!existsSync('/dev/full'))('a disk that is full loses them without an exception', async () => {
    const sink = lineageSink('/dev/full')
    sink.emit(event)
    sink.emit(next)
    expect(await sink.close()).toEqual({ lost: 2, reason: expect.stringContaining('ENOSPC') })
  })

  it('a URL gets them in order, and one that refuses or is away loses them without an exception', async () => {
    const got: string[] = []
    const server = createServer((request, answer) => {
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => {
        got.push(JSON.parse(body).eventType)
        answer.writeHead(request.url === '/refuses' ? 503 : 201).end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const sink = lineageSink(`${url}/api/v1/lineage`)
    sink.emit(event)
    sink.emit(next)
    expect(await sink.close()).toEqual({ lost: 0, reason: '' })
    expect(got).toEqual(['START', 'COMPLETE'])
    const refusing = lineageSink(`${url}/refuses`)
    refusing.emit(event)
    expect(await refusing.close()).toEqual({ lost: 1, reason: '503 Service Unavailable' })
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    const away = lineageSink(url)
    away.emit(event)
    expect(await away.close()).toMatchObject({ lost: 1, reason: expect.stringMatching(/ECONNREFUSED|connect/) })
  })
})
