import { Buffer } from 'node:buffer'

/**
 * Call records as a mediation system may put them on a topic: twenty fields under names of one letter, some
 * 180 bytes. Always the same for the same numbers.
 */
export function* callMessages(first: number, count: number): Generator<Buffer> {
  for (let i = first; i < first + count; i++) yield Buffer.from(JSON.stringify(callRecord(i)))
}

/** What one message holds: `callMapping` (call-mapping.ts) says what each letter means; an empty text is no value. */
export interface CallRecord {
  readonly i: string
  readonly s: 'v' | 'd' | 'm'
  readonly d: 'o' | 't'
  readonly t: number
  readonly a: string
  readonly b: string
  readonly n: string
  readonly k: 0 | 1
  readonly u: number
  readonly e: number
  readonly c: number
  readonly x: number
  readonly y: number
  readonly p: string
  readonly r: 0 | 1
  readonly v: string
  readonly l: string
  readonly q: number
  readonly z: string
  readonly w: string
}

const START = 1_767_225_600
const MONTH = 2_592_000
const NETWORKS = ['TMD', 'VF', 'O2', '1U1']

export function callRecord(number: number): CallRecord {
  const random = randomOf(number)
  const kind = random(100)
  const voice = kind < 55
  const message = kind >= 80
  const data = !voice && !message
  const seconds = voice ? random(600) : 0
  const roaming = random(40) === 0
  return {
    i: number.toString(36).padStart(7, '0'),
    s: voice ? 'v' : message ? 'm' : 'd',
    d: random(4) === 0 ? 't' : 'o',
    t: START + random(MONTH),
    a: `491701${String(random(1e6)).padStart(6, '0')}`,
    b: data ? '' : `447700900${String(random(1000)).padStart(3, '0')}`,
    n: data ? '' : NETWORKS[random(NETWORKS.length)]!,
    k: voice && seconds === 0 ? 0 : 1,
    u: seconds,
    e: voice ? seconds + random(20) : 0,
    c: message ? 1 : 0,
    x: data ? random(1e5) : 0,
    y: data ? random(1e7) : 0,
    p: data ? 'internet' : '',
    r: roaming ? 1 : 0,
    v: roaming ? '208-01' : '',
    l: `${4711 + random(20)}-${random(300)}`,
    q: 16,
    z: random(50) === 0 ? `0.${String(1 + random(99)).padStart(2, '0')}` : '',
    w: '',
  }
}

/** Numbers below a bound, from a state that depends on the record alone (a mix of splitmix32). */
function randomOf(seed: number): (below: number) => number {
  let state = (seed * 2_654_435_761) >>> 0
  return (below) => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return Math.floor((((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32) * below)
  }
}
