import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { homeNetwork } from '../../../ingest/mapping.ts'
import { networkCountry } from '../../../ingest/mappings/home_network.ts'
import { describeWithData, sharedData } from '../../shared-data.ts'

test('the list decides whether an MNC has two or three digits', () => {
  expect(homeNetwork('262011234567890')).toMatchObject({ code: '262-01', country: 'DE' })
  expect(homeNetwork('310410123456789')).toMatchObject({ code: '310-410', country: 'US' })
  // India has both: 405-01 and 405-025.
  expect(homeNetwork('405011234567890')).toMatchObject({ code: '405-01', country: 'IN' })
  expect(homeNetwork('405025123456789')).toMatchObject({ code: '405-025', country: 'IN' })
})

test('an MNC that is not listed has as many digits as the others of its country', () => {
  expect(homeNetwork('262991234567890')).toMatchObject({ code: '262-99', country: 'DE', operator: undefined })
  expect(homeNetwork('311999123456789')?.code).toBe('311-999')
})

test('what is no IMSI of a country has no home network', () => {
  expect(homeNetwork('999991234567890')?.country).toBeUndefined()
  expect(homeNetwork('000011234567890')).toBeUndefined()
  expect(homeNetwork('26201')).toBeUndefined()
  expect(homeNetwork('+49170')).toBeUndefined()
  expect(networkCountry('234-15')).toBe('GB')
  expect(networkCountry('000-00')).toBeUndefined()
})

test('a home network is always the beginning of its IMSI', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{6,15}$/), (imsi) => {
      const home = homeNetwork(imsi)
      if (home) expect(imsi.startsWith(home.code.replace('-', ''))).toBe(true)
    }),
  )
})

describeWithData('mcc_mnc_list', 'every network of the list', () => {
  test('is the home of an IMSI that begins with its code, unless a longer code does', () => {
    const text = readFileSync(join(sharedData, 'mcc_mnc_list/mcc-mnc-list.json'), 'utf8')
    const list = JSON.parse(text) as { readonly mcc: string | null; readonly mnc: string | null }[]
    const whole = list.filter(({ mcc, mnc }) => /^\d{3}$/.test(mcc ?? '') && /^\d{2,3}$/.test(mnc ?? ''))
    const codes = new Set(whole.map(({ mcc, mnc }) => `${mcc}-${mnc}`))
    expect(codes.size).toBeGreaterThan(1_000)
    for (const code of codes) {
      const imsi = `${code.replace('-', '')}0000000000`.slice(0, 15)
      const longer = `${imsi.slice(0, 3)}-${imsi.slice(3, 6)}`
      expect(homeNetwork(imsi)?.code).toBe(codes.has(longer) ? longer : code)
    }
  })
})
