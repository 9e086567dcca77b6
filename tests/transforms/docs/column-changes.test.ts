import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { columnChanges, columnChangesText } from '../../../transforms/docs/column-changes.ts'
import { readLock } from '../../../transforms/docs/column-lock.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

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

it.each([
  ['[]', 'not an object of models'],
  ['{"a.one": ["id"]}', 'a.one is not an object of columns and their types'],
  ['{"a.one": {"id": 1}}', 'a.one is not an object of columns and their types'],
  ['{', 'not JSON'],
])('a lock that is none is refused by file and model: %s', (text, what) => {
  const file = join(temporaryFolder('lock'), 'columns.json')
  expect(() => readLock(file)).toThrow(`there is no lock file ${file}`)
  writeFileSync(file, text)
  expect(() => readLock(file)).toThrow(`${file}: ${what}`)
})
