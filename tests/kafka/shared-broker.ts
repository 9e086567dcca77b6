import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Broker, startBroker } from './broker.ts'

/** The run's broker, started when the first test file asks at `url`. */
export interface SharedBroker {
  /** Answers with the addresses, comma-separated; 500 with the reason if there is none. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * Test files run in processes of their own and most need no broker, so the run's main process starts one on demand: a
 * test file asks by HTTP (`testBrokers`), the first question starts it, and it ends with the run. `KAFKA_BROKERS` names
 * a broker to use instead.
 */
export async function shareBroker(): Promise<SharedBroker> {
  let broker: Promise<Broker> | undefined
  const addresses = async () => {
    if (process.env.KAFKA_BROKERS) return process.env.KAFKA_BROKERS
    broker ??= startBroker()
    return (await broker).address
  }
  const server = createServer((_, response) => {
    addresses().then(
      (answer) => response.end(answer),
      (error: Error & { hint?: string }) => {
        response.statusCode = 500
        response.end([error.message, error.hint].filter(Boolean).join('\n'))
      },
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close()
      server.closeAllConnections()
      await (await broker?.catch(() => undefined))?.stop()
    },
  }
}
