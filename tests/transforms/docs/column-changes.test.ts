import { expect, it } from 'vitest'
import { columnChanges, columnChangesText } from '../../../transforms/docs/column-changes.ts'

const locked = { 'a.one': { id: 'String', n: 'UInt64' }, 'a.two': { id: 'String' } }

it('nothing changed where only the order of columns did', () => {
  const now = { 'a.two': { id: 'String' }, 'a.one': { n: 'UInt64', id: 'String' } }
  expect(columnChangesText(columnChanges(locked, now), 'x')).toBe('')
})

it('removing and retyping breaks readers, adding does not; the command that accepts is named', () => {
  const now = { 'a.one': { id: 'String', n: 'Int64', more: 'Date' }, 'a.three': { id: 'String' } }
  expect(columnChangesText(columnChanges(locked, now), 'npm run accept')).toBe(
    [
      'breaks readers: a.one.n: type changed (UInt64 -> Int64)',
      'breaks readers: a.two: model removed',
      'adds: a.one.more: column added (Date)',
      'adds: a.three: model added',
      'To accept: npm run accept',
    ].join('\n'),
  )
})
