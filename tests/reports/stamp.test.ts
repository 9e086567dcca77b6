import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { Site } from '../../cli/reports/sites.ts'
import { isStamped, stampOf, writeStamp } from '../../cli/reports/stamp.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const dir = temporaryFolder('site')
afterAll(() => rmSync(dir, { recursive: true }))
mkdirSync(join(dir, 'pages'))
writeFileSync(join(dir, 'pages', 'index.md'), '# One')
const site: Site = { name: 'dashboards', title: 'Some', dir, sources: ['pages'] }

it('a site is stamped with its data and its pages, and with nothing that tools leave behind', () => {
  const stamp = stampOf(site, 'run 1')
  expect(stampOf(site, 'run 1')).toBe(stamp)
  expect(stampOf(site, 'run 2')).not.toBe(stamp)
  mkdirSync(join(dir, 'pages', '.observable'))
  writeFileSync(join(dir, 'pages', '.observable', 'answer.json'), '{}')
  expect(stampOf(site, 'run 1')).toBe(stamp)
  writeFileSync(join(dir, 'pages', 'index.md'), '# Two')
  expect(stampOf(site, 'run 1')).not.toBe(stamp)
})

it('a stamp is found again only where it was written', () => {
  const marker = join(dir, 'marker')
  expect(isStamped(marker, 'a')).toBe(false)
  writeStamp(marker, 'a')
  expect(isStamped(marker, 'a')).toBe(true)
  expect(isStamped(marker, 'b')).toBe(false)
})
