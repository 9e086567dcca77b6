import { Buffer } from 'node:buffer'

const TWO_32 = 4_294_967_296

/** A growing little-endian buffer. */
export class Bytes {
  #buffer: Buffer
  #at = 0

  constructor(size: number) {
    this.#buffer = Buffer.allocUnsafeSlow(size)
  }

  /** What has been written so far, without a copy: valid until more is written. */
  written(): Uint8Array {
    return this.#buffer.subarray(0, this.#at)
  }

  /** Begins again with nothing written. */
  clear(): void {
    this.#at = 0
  }

  #room(size: number): Buffer {
    if (this.#at + size > this.#buffer.length) {
      const larger = Buffer.allocUnsafeSlow((this.#at + size) * 2)
      this.#buffer.copy(larger, 0, 0, this.#at)
      this.#buffer = larger
    }
    return this.#buffer
  }

  varint(value: number): void {
    const buffer = this.#room(10)
    while (value > 127) {
      buffer[this.#at++] = (value & 127) | 128
      value = Math.floor(value / 128)
    }
    buffer[this.#at++] = value
  }

  string(text: string): void {
    const buffer = this.#room(text.length * 3 + 10)
    if (text.length < 64) {
      // Short ASCII, nearly every field: copied by hand, which beats a call into the encoder.
      let at = this.#at + 1
      let i = 0
      for (; i < text.length; i++) {
        const code = text.charCodeAt(i)
        if (code > 127) break
        buffer[at++] = code
      }
      if (i === text.length) {
        buffer[this.#at] = text.length
        this.#at = at
        return
      }
    }
    this.varint(Buffer.byteLength(text))
    this.#at += buffer.write(text, this.#at, 'utf8')
  }

  uint8(value: number): void {
    const buffer = this.#room(1)
    buffer[this.#at++] = value
  }

  uint16(value: number): void {
    const buffer = this.#room(2)
    buffer[this.#at++] = value
    buffer[this.#at++] = value >>> 8
  }

  uint32(value: number): void {
    const buffer = this.#room(4)
    buffer[this.#at++] = value
    buffer[this.#at++] = value >>> 8
    buffer[this.#at++] = value >>> 16
    buffer[this.#at++] = value >>> 24
  }

  int64(value: number | bigint): void {
    if (typeof value === 'bigint' || !Number.isSafeInteger(value)) {
      const buffer = this.#room(8)
      this.#at = buffer.writeBigInt64LE(BigInt.asIntN(64, BigInt(value)), this.#at)
      return
    }
    const high = Math.floor(value / TWO_32)
    this.uint32((value - high * TWO_32) >>> 0)
    this.uint32(high >>> 0)
  }

  int128(value: bigint): void {
    this.int64(BigInt.asIntN(64, value))
    this.int64(BigInt.asIntN(64, value >> 64n))
  }

  float64(value: number): void {
    const buffer = this.#room(8)
    this.#at = buffer.writeDoubleLE(value, this.#at)
  }
}
