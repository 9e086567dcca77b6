/**
 * Seeded random numbers (sfc32: 128 bits of state, about 2 ns a number), so that a sample is the same on every machine.
 * One instance a customer, seeded from (seed, index): customers do not depend on each other or on their order.
 */
export class Random {
  #a = 0
  #b = 0
  #c = 0
  #d = 1

  constructor(seed: number, stream = 0) {
    this.reseed(seed, stream)
  }

  reseed(seed: number, stream: number): void {
    this.#a = 0x9e3779b9 ^ seed
    this.#b = Math.imul(stream + 1, 0x85ebca6b)
    this.#c = 0xc2b2ae35 ^ Math.imul(seed, 0x27d4eb2f)
    this.#d = 1
    for (let i = 0; i < 12; i++) this.uint32()
  }

  uint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (this.#c << 21) | (this.#c >>> 11)
    this.#c = (this.#c + sum) | 0
    return sum >>> 0
  }

  /** In [0, 1). */
  next(): number {
    return this.uint32() / 4294967296
  }

  /** A whole number in [0, below). */
  below(below: number): number {
    return Math.floor(this.next() * below)
  }

  /** A whole number in [from, to]. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1)
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)]!
  }

  /** A value by its weight. */
  weighted<T>(choices: readonly (readonly [value: T, weight: number])[]): T {
    let total = 0
    for (const [, weight] of choices) total += weight
    let left = this.next() * total
    for (const [value, weight] of choices) {
      left -= weight
      if (left < 0) return value
    }
    return choices[choices.length - 1]![0]
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next())
  }

  /** Log-normal with median 1: how people differ in how much they use. */
  spread(sigma: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()))
    return Math.exp(sigma * radius * Math.cos(2 * Math.PI * this.next()))
  }

  /** Poisson by Knuth's product; `limit` is exp(-mean), computed once by the caller. */
  poisson(limit: number): number {
    let n = 0
    for (let product = this.next(); product > limit; product *= this.next()) n++
    return n
  }

  /** Index into ascending cumulative weights that end at 1. */
  index(cumulative: Float64Array): number {
    const r = this.next()
    let i = 0
    while (i < cumulative.length - 1 && r >= cumulative[i]!) i++
    return i
  }
}

/** Weights -> ascending cumulative shares that end at 1. */
export function cumulative(weights: readonly number[]): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  return Float64Array.from(weights, (weight) => {
    sum += weight
    return sum / total
  })
}
