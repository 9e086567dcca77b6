/** Bytes that are no BER, or not what was expected of them; `at` counts octets from the first of the bytes given. */
export class BerError extends Error {
  override readonly name = 'BerError'
  readonly expected: string
  readonly got: string
  readonly at: number

  constructor(expected: string, got: string, at: number) {
    super(`expected ${expected}, got ${got} at octet ${at}`)
    this.expected = expected
    this.got = got
    this.at = at
  }
}
