import { expect, test } from 'vitest'
import { placeIds } from '../../operations/rating/place-ids.ts'

const ids = (...places: (readonly [string, number])[]) =>
  placeIds(places.map(([file, line]) => ({ file, line, value: {} })))

test('use without an id is called by file and line, in the order of the file', () => {
  expect(ids(['x/calls.csv', 2], ['x/calls.csv', 3])).toEqual(['calls.csv:2', 'calls.csv:3'])
  const many = ids(['calls.csv', 9], ['calls.csv', 10])
  expect(many).toEqual(['calls.csv:09', 'calls.csv:10'])
  expect([...many].sort()).toEqual(many)
})

test('records of one line, and files of one name, have ids of their own', () => {
  expect(ids(['a.json', 1], ['a.json', 1], ['a.json', 2])).toEqual(['a.json:1.1', 'a.json:1.2', 'a.json:2'])
  expect(ids(['x/a.csv', 2], ['y/a.csv', 2], ['b.csv', 2])).toEqual(['x/a.csv:2', 'y/a.csv:2', 'b.csv:2'])
})
