import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { type LocalServer, startLocalServer } from './start.ts'

/** Within which a peer on loopback has seen its connections reset, and aborted if it does. */
const RESETS_ARRIVE_MS = 1000

/** Several local servers that know each other as the shards of one cluster, without Keeper. */
export interface LocalCluster {
  readonly name: string
  readonly servers: readonly LocalServer[]
  /** HTTP addresses, the home first. */
  readonly urls: readonly string[]
  /** Starts a server that was killed or stopped again, at its addresses. */
  restart(index: number): Promise<void>
  /**
   * Kills a server as a crash would.
   *
   * A peer may go down with it: the embedded engine (26.7) aborts when a connection of the native protocol is reset while it
   * reads, which ClickHouse's own server only logs. Such peers are started again.
   */
  kill(index: number): Promise<void>
  /** Starts again the peers of one that was killed which went down with it later than `kill` waits, as at the end of a run. */
  restartPeers(index: number): Promise<void>
  stop(): Promise<void>
}

/** Starts `count` servers on loopback with their data under `dir`. */
export async function startLocalCluster(dir: string, count: number, name = 'local'): Promise<LocalCluster> {
  const ports = await freePorts(2 * count)
  const shards = Array.from(
    { length: count },
    (_, index) => `<shard><replica><host>127.0.0.1</host><port>${ports[2 * index]}</port></replica></shard>`,
  )
  const configXml = `<remote_servers><${name}>${shards.join('')}</${name}></remote_servers>`
  const start = (index: number) =>
    startLocalServer({
      dir: join(dir, `node${index + 1}`),
      tcpPort: ports[2 * index]!,
      httpPort: ports[2 * index + 1]!,
      configXml,
    })
  const restart = async (index: number) => {
    servers[index] = await start(index)
  }
  const restartPeers = async (index: number) => {
    const lost = servers.flatMap((server, other) => (other === index || server.isRunning() ? [] : [other]))
    await Promise.all(lost.map(restart))
  }
  const servers = await Promise.all(ports.slice(0, count).map((_, index) => start(index)))
  return {
    name,
    servers,
    urls: servers.map(({ url }) => url),
    restart,
    async kill(index) {
      await servers[index]!.kill()
      await setTimeout(RESETS_ARRIVE_MS)
      await restartPeers(index)
    },
    restartPeers,
    async stop() {
      await Promise.all(servers.map((server) => server.stop()))
    },
  }
}

/** Ports that were free just now, all held at once so that no two are the same. */
async function freePorts(count: number): Promise<readonly number[]> {
  const held = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer().once('error', reject)
          server.listen(0, '127.0.0.1', () => resolve(server))
        }),
    ),
  )
  const ports = held.map((server) => (server.address() as { port: number }).port)
  await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}
