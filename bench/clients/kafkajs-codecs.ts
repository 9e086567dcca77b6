import type { Buffer } from 'node:buffer'
import { compressionsAlgorithms } from '@platformatic/kafka'
import kafkajs from 'kafkajs'

/**
 * kafkajs itself reads gzip only. Its plugins for the other three are as old as it is, and one builds native code; the
 * codecs of @platformatic/kafka (WebAssembly, and zstd of Node itself) fit its plugin interface.
 */
export function lendCodecs(): void {
  const { CompressionTypes, CompressionCodecs } = kafkajs
  for (const [type, name] of [
    [CompressionTypes.Snappy, 'snappy'],
    [CompressionTypes.LZ4, 'lz4'],
    [CompressionTypes.ZSTD, 'zstd'],
  ] as const) {
    const { compressSync, decompressSync } = compressionsAlgorithms[name]
    CompressionCodecs[type] = () => ({
      compress: async (encoder: { readonly buffer: Buffer }) => compressSync(encoder.buffer),
      decompress: async (buffer: Buffer) => decompressSync(buffer),
    })
  }
}
