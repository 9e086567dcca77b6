import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * A loopback port that nobody listens on. It lies below the range that systems give to outgoing connections (32768 and
 * up), so that none of those takes it while a stopped broker is away.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const port = randomInt(20_000, 32_000)
    if (await canListen(port)) return port
  }
  throw new Error('no free port between 20000 and 32000')
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
