import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ReportServer, serveReports } from '../../cli/reports/index.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const top = temporaryFolder('reports of a test')
const dir = join(top, 'sites')
let server: ReportServer

beforeAll(async () => {
  mkdirSync(join(dir, 'dashboards', 'finance'), { recursive: true })
  writeFileSync(join(dir, 'dashboards', 'index.html'), '<p>dashboards</p>')
  writeFileSync(join(dir, 'dashboards', 'finance', 'index.html'), '<p>finance</p>')
  writeFileSync(join(dir, 'dashboards', 'empty.json'), '')
  writeFileSync(join(dir, 'dashboards', 'wide table.parquet'), Buffer.from('0123456789'))
  writeFileSync(join(dir, '.dashboards'), 'a stamp')
  writeFileSync(join(top, 'secret'), 'not a report')
  server = await serveReports({ dir, port: 0 })
})
afterAll(async () => {
  await server.close()
  rmSync(top, { recursive: true })
})

/** Sends the path as it is: fetch would tidy it first. */
function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: IncomingMessage['headers']; body: string }>((resolve, reject) => {
    const { port } = new URL(server.url)
    const asked = request({ host: '127.0.0.1', port, path, headers, method }, (answer) => {
      let body = ''
      answer.on('data', (chunk) => {
        body += chunk
      })
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body }))
    })
    asked.on('error', reject).end()
  })
}

describe('the report server', () => {
  it('names the reports at the root, and which are not built yet', async () => {
    const { status, body } = await get('/')
    expect(status).toBe(200)
    expect(body).toContain('href="/dashboards/"')
    expect(body).toMatch(/Notebooks[^<]*<small>not built yet/)
  })

  it('serves a folder’s index, with a redirect to its slash', async () => {
    expect((await get('/dashboards/finance/')).body).toBe('<p>finance</p>')
    expect(await get('/dashboards/finance')).toMatchObject({
      status: 308,
      headers: { location: '/dashboards/finance/' },
    })
  })

  it('sends parts of a file', async () => {
    const answer = await get('/dashboards/wide%20table.parquet', { range: 'bytes=-3' })
    expect(answer).toMatchObject({ status: 206, body: '789', headers: { 'content-range': 'bytes 7-9/10' } })
    expect((await get('/dashboards/wide%20table.parquet', { range: 'bytes=10-' })).status).toBe(416)
    expect(await get('/dashboards/wide%20table.parquet', {}, 'HEAD')).toMatchObject({
      status: 200,
      body: '',
      headers: { 'content-length': '10', 'accept-ranges': 'bytes' },
    })
    expect(await get('/dashboards/empty.json')).toMatchObject({ status: 200, body: '' })
  })

  it.each([
    '/secret',
    '/dashboards/../../secret',
    '/dashboards/%2e%2e/%2e%2e/secret',
    '/dashboards/..%2f..%2fsecret',
    '/dashboards/..%2f.dashboards',
    '/.dashboards',
    '//etc/passwd',
    '/dashboards/%00',
    '/dashboards/nothing.html',
    '/dashboardsx/',
  ])('has nothing at %s', async (path) => {
    const { status, body } = await get(path)
    expect(status).toBe(404)
    expect(body).not.toContain('not a report')
  })

  it('refuses what it cannot read, and any other method', async () => {
    expect((await get('/dashboards/%zz')).status).toBe(400)
    expect(await get('/', {}, 'POST')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
  })

  it('says so when the port is taken', async () => {
    const port = Number(new URL(server.url).port)
    await expect(serveReports({ dir, port })).rejects.toThrow(`port ${port} is taken`)
  })

  it('says so when the address is not of this machine', async () => {
    await expect(serveReports({ dir, port: 0, host: '203.0.113.5' })).rejects.toThrow(
      /reports cannot be served at 203\.0\.113\.5: .*EADDRNOTAVAIL/,
    )
  })

  it('closes though a request is half sent', async () => {
    const other = await serveReports({ dir, port: 0 })
    const caller = connect(Number(new URL(other.url).port), '127.0.0.1')
    caller.on('error', () => {}) // the reset that is about to come
    await once(caller, 'connect')
    await new Promise((resolve) => caller.write('GET / HTTP/1.1\r\n', resolve))
    const ended = new Promise((resolve) => caller.once('close', resolve))
    await other.close()
    await ended
    await expect(fetch(other.url)).rejects.toThrow()
  })
})
