import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { lz4Compress, lz4Decompress, snappyCompress, snappyDecompress } from '@platformatic/wasm-utils'
import kafkajs, { type Kafka as Client } from 'kafkajs'
import { type KafkaConnection, tlsContext } from './connection.ts'

const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs

/** Begins what Java's snappy writes: blocks, each after its length, instead of one. */
const XERIAL = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00])
const XERIAL_HEAD = 16

/** A client of kafkajs, which itself knows only gzip, with the other three codecs of Kafka. */
export function kafkajsClient(connection: KafkaConnection): Client {
  addCodecs()
  const tls = tlsContext(connection)
  const { sasl } = connection
  const login = sasl && { username: sasl.username, password: sasl.password }
  return new Kafka({
    clientId: 'trunkline',
    brokers: [...connection.brokers],
    logLevel: logLevel.NOTHING,
    retry: { initialRetryTime: 200, retries: 5 },
    ...(tls ? { ssl: { ...tls } } : {}),
    ...(sasl && login
      ? {
          sasl: {
            mechanism: sasl.mechanism.toLowerCase() as 'plain' | 'scram-sha-256' | 'scram-sha-512',
            ...login,
          } as never,
        }
      : {}),
  })
}

function addCodecs(): void {
  const codec = (compress: (data: Buffer) => Buffer, decompress: (data: Buffer) => Buffer) => () => ({
    compress: async ({ buffer }: { readonly buffer: Buffer }) => compress(buffer),
    decompress: async (buffer: Buffer) => decompress(buffer),
  })
  CompressionCodecs[CompressionTypes.Snappy] = codec(snappyCompress, snappyBlocks)
  CompressionCodecs[CompressionTypes.LZ4] = codec(lz4Compress, lz4Decompress)
  CompressionCodecs[CompressionTypes.ZSTD] = codec(zstdCompressSync, zstdDecompressSync)
}

function snappyBlocks(data: Buffer): Buffer {
  if (!data.subarray(0, XERIAL.length).equals(XERIAL)) return snappyDecompress(data)
  const blocks: Buffer[] = []
  for (let at = XERIAL_HEAD; at < data.length; ) {
    const length = data.readUInt32BE(at)
    blocks.push(snappyDecompress(data.subarray(at + 4, at + 4 + length)))
    at += 4 + length
  }
  return Buffer.concat(blocks)
}
