import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'
import { PlatformError } from '../../warehouse/errors.ts'
import type { Health } from './health.ts'

export interface HealthServerOptions {
  /** 0 for any free port. */
  readonly port: number
  /** Loopback when absent: what a feed is called is nobody else's business. */
  readonly host?: string
  readonly registry: Registry
  readonly check: () => Promise<Health>
}

/** A server of `/metrics` (Prometheus text) and `/healthz` (JSON; 200 well, 503 not). */
export interface HealthServer {
  readonly url: string
  close(): Promise<void>
}

/** @throws PlatformError when the port cannot be had. */
export async function startHealthServer(options: HealthServerOptions): Promise<HealthServer> {
  const { port, host = '127.0.0.1', registry, check } = options
  const server = createServer((request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(response, 405, 'text/plain', 'GET only\n')
    const path = new URL(request.url ?? '/', 'http://localhost').pathname
    if (path === '/metrics') {
      return send(response, async () => ({ status: 200, type: registry.contentType, body: await registry.metrics() }))
    }
    if (path === '/healthz') {
      return send(response, async () => {
        const health = await check()
        return { status: health.healthy ? 200 : 503, type: 'application/json', body: `${JSON.stringify(health)}\n` }
      })
    }
    answer(response, 404, 'text/plain', 'here are /metrics and /healthz\n')
  })
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw new PlatformError(
      `Metrics cannot be served on ${host}:${port}: ${(error as Error).message}`,
      'give another port, or 0 for any free one',
    )
  }
  // A request whose other end went away must not end the feeds.
  server.on('error', () => undefined)
  const { port: given } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${given}`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly body: string
}

function send(response: ServerResponse, make: () => Promise<Answer>): void {
  make().then(
    ({ status, type, body }) => answer(response, status, type, body),
    (error: unknown) => answer(response, 500, 'text/plain', `${error instanceof Error ? error.message : error}\n`),
  )
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body)
}
