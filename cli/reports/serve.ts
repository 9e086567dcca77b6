import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ConfigurationError, PlatformError } from '../../warehouse/errors.ts'
import { frontPage } from './front-page.ts'
import { sendFile } from './send-file.ts'
import { siteFile } from './site-file.ts'

export interface ServeReportsOptions {
  /** Where `buildReports` puts the sites. Pages appear as soon as they are built. */
  readonly dir: string
  /** 0 for any free one. */
  readonly port: number
  /** Loopback unless told otherwise, as inside a container: reports have no log-in. */
  readonly host?: string
}

export interface ReportServer {
  /** Such as `http://127.0.0.1:4173`; the sites are at /dashboards/ and /notebooks/. */
  readonly url: string
  /** Ends open connections too; closed already, it does nothing. */
  close(): Promise<void>
}

/**
 * Serves built reports, on loopback: they hold what every reader of this machine may see, and have no log-in.
 *
 * @throws PlatformError when the port is taken, ConfigurationError when the address or the port cannot be used.
 */
export async function serveReports({ dir, port, host = '127.0.0.1' }: ServeReportsOptions): Promise<ReportServer> {
  const server = createServer((request, response) => answer(dir, request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explained(error, host, port)))
    server.listen(port, host, resolve)
  })
  return {
    url: urlOf(server.address() as AddressInfo),
    close: () =>
      new Promise((resolve, reject) => {
        if (!server.listening) return resolve()
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

function answer(dir: string, request: IncomingMessage, response: ServerResponse): void {
  const path = pathOf(request.url ?? '/')
  const readable = request.method === 'GET' || request.method === 'HEAD'
  if (!readable) text(response, 405, 'only GET and HEAD', { allow: 'GET, HEAD' })
  else if (path === undefined) text(response, 400, 'this is no path')
  else if (path === '/') text(response, 200, frontPage(dir), { 'content-type': 'text/html; charset=utf-8' })
  else {
    const found = siteFile(dir, path)
    if (found.kind === 'file') sendFile(found.path, found.size, request, response)
    else if (found.kind === 'folder') text(response, 308, 'this is a folder', { location: found.location })
    else text(response, 404, `there is no ${path}`)
  }
}

/** The decoded path of a request, `undefined` when it cannot be read. */
function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url.replace(/^\/+/, '/'), 'http://127.0.0.1').pathname)
  } catch {
    return undefined // a broken escape or host part: the request's fault, answered as such
  }
}

function text(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  const plain = { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' }
  response.writeHead(status, { ...plain, 'content-length': Buffer.byteLength(body), ...headers })
  response.end(response.req.method === 'HEAD' ? undefined : body)
}

function explained(error: Error, host: string, port: number): Error {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE')
    return new PlatformError(`port ${port} is taken`, 'choose another one, or 0 for any free one')
  if (code === 'EACCES')
    return new ConfigurationError(`port ${port} may not be used: ${error.message}`, 'choose one above 1023')
  return new ConfigurationError(
    `reports cannot be served at ${host}: ${error.message}`,
    'choose an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all',
  )
}
