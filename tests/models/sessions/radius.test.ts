import { beforeAll, expect, test } from 'vitest'
import { sessionFeed, USES } from './session_feed.ts'

const { land, build, ask } = sessionFeed('radius_detail')

/** 15 January 2026, 22:00:00 UTC. */
const BEGIN = 1_768_514_400

interface Packet {
  readonly id: string
  readonly status: 'Start' | 'Interim-Update' | 'Stop'
  readonly seconds: number
  readonly input: number
  readonly output: number
  /** Gigawords received by the user; a NAS that counts none leaves the attributes out. */
  readonly words?: number
  /** Seconds for which the NAS had tried to send it. */
  readonly delay?: number
}

function packet({ id, status, seconds, input, output, words, delay = 0 }: Packet): string {
  const lines = [
    `Acct-Status-Type = ${status}`,
    `Acct-Session-Id = "${id}"`,
    'NAS-IP-Address = 192.0.2.7',
    'User-Name = "flat4"',
    `Acct-Session-Time = ${seconds}`,
    `Acct-Input-Octets = ${input}`,
    `Acct-Output-Octets = ${output}`,
    ...(words === undefined ? [] : ['Acct-Input-Gigawords = 0', `Acct-Output-Gigawords = ${words}`]),
    `Acct-Delay-Time = ${delay}`,
    ...(status === 'Stop' ? ['Acct-Terminate-Cause = User-Request'] : []),
    `Timestamp = ${BEGIN + seconds + delay}`,
  ]
  return `Thu Jan 15 22:00:00 2026\n${lines.map((line) => `\t${line}\n`).join('')}\n`
}

const a = { id: 'a', input: 0, output: 0 }
const b = { id: 'b', input: 0, output: 0, words: 0 }

beforeAll(async () => {
  // The file with the ends comes first.
  await land(
    'late.detail',
    [
      packet({ ...a, status: 'Stop', seconds: 2_400, input: 3_000_000, output: 100_000_000 }),
      packet({ ...a, status: 'Interim-Update', seconds: 1_800, input: 2_500_000, output: 4_200_000_000 }),
      packet({ ...b, status: 'Stop', seconds: 1_800, input: 30, output: 100_000_000, words: 2 }),
      packet({ id: 'c', status: 'Stop', seconds: 0, input: 0, output: 0 }),
    ].join(''),
  )
  const again = { ...a, status: 'Interim-Update', seconds: 1_200, input: 2_000_000, output: 500_000_000 } as const
  await land(
    'early.detail',
    [
      packet({ ...a, status: 'Start', seconds: 0 }),
      packet({ ...a, status: 'Interim-Update', seconds: 600, input: 1_000_000, output: 4_000_000_000 }),
      packet(again),
      packet({ ...again, delay: 5 }),
      packet({ ...b, status: 'Start', seconds: 0 }),
      packet({ ...b, status: 'Interim-Update', seconds: 600, input: 10, output: 4_000_000_000 }),
      packet({ ...b, status: 'Interim-Update', seconds: 1_200, input: 20, output: 500_000_000, words: 1 }),
      packet({ id: 'c', status: 'Start', seconds: 0, input: 0, output: 0 }),
      packet({ id: 'd', status: 'Start', seconds: 0, input: 0, output: 0 }),
      packet({ id: 'd', status: 'Interim-Update', seconds: 60, input: 1, output: 2 }),
    ].join(''),
  )
  await build([])
})

test('accounting of any order is one use a session, with the wraps of 32 bits, whether gigawords tell them or not', async () => {
  const at = '2026-01-15 22:00:00.000'
  // Down, both: 4,000,000,000 .. 500,000,000 is a wrap, 4,200,000,000 .. 100,000,000 another: 2 × 4,294,967,296 + 100,000,000.
  expect(await ask(USES)).toEqual([
    { event_id: '192.0.2.7/a/', at, line: 'flat4', up: '3000000', down: '8689934592', s: 2_400 },
    { event_id: '192.0.2.7/b/', at, line: 'flat4', up: '30', down: '8689934592', s: 1_800 },
    { event_id: '192.0.2.7/c/', at, line: 'flat4', up: '0', down: '0', s: 0 },
    { event_id: '192.0.2.7/d/', at, line: 'flat4', up: '1', down: '2', s: 60 },
  ])
})

test('a session says of how many reports it is made, how it ended and whether it has', async () => {
  expect(
    await ask(
      'SELECT session_id AS id, toInt32(reports) AS n, ended, cause FROM staging.usage_session ORDER BY session_id',
    ),
  ).toEqual([
    { id: '192.0.2.7/a', n: 5, ended: true, cause: 'User-Request' },
    { id: '192.0.2.7/b', n: 4, ended: true, cause: 'User-Request' },
    { id: '192.0.2.7/c', n: 2, ended: true, cause: 'User-Request' },
    { id: '192.0.2.7/d', n: 2, ended: false, cause: null },
  ])
  expect(
    await ask(
      'SELECT session_id AS id, kind, toInt32(reports) AS n FROM staging.session_gap ORDER BY session_id, kind',
    ),
  ).toEqual([
    { id: '192.0.2.7/a', kind: 'sent again', n: 1 },
    { id: '192.0.2.7/d', kind: 'no end', n: 0 },
  ])
})
