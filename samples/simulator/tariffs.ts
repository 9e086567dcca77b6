/** Price a minute by day (weekdays 8 to 18), evening (weekdays otherwise) and weekend; one price = all hours. */
export type BandPrices = readonly [day: string, evening: string, weekend: string] | readonly [always: string]

/** A tariff in plain figures: prices in the currency's units, without tax. */
export interface Tariff {
  readonly id: string
  readonly voice: Readonly<Record<string, BandPrices>>
  /** Prices from the rate change in the middle of the window on, for the zones that change. */
  readonly voiceAfterChange?: Readonly<Record<string, BandPrices>>
  readonly connectFee?: string
  readonly firstSeconds: number
  readonly nextSeconds: number
  readonly sms: Readonly<Record<string, string>>
  readonly mms?: string
  /** Price of 1 MiB. */
  readonly data: string
}

const abroadVoice = {
  europe: ['0.19'],
  'europe mobile': ['0.29'],
  'north america': ['0.19'],
  'world 1': ['0.79'],
  'world 2': ['1.49'],
  premium: ['1.49'],
  'shared cost': ['0.06'],
  free: ['0'],
  emergency: ['0'],
} as const satisfies Record<string, BandPrices>

const sms = (home: string, away: string): Record<string, string> => ({
  'on-net': home,
  mobile: home,
  fixed: home,
  europe: away,
  'europe mobile': away,
  'north america': away,
  'world 1': away,
  'world 2': away,
  'premium message': '0.99',
})

export const tariffs: readonly Tariff[] = [
  {
    id: 'mobile-standard',
    voice: {
      'on-net': ['0.05', '0.03', '0.01'],
      fixed: ['0.09', '0.05', '0.03'],
      mobile: ['0.12', '0.09', '0.05'],
      ...abroadVoice,
    },
    voiceAfterChange: { fixed: ['0.10', '0.06', '0.04'], mobile: ['0.14', '0.10', '0.06'] },
    firstSeconds: 60,
    nextSeconds: 1,
    sms: sms('0.09', '0.19'),
    mms: '0.39',
    data: '0.02',
  },
  {
    id: 'mobile-flat',
    voice: { 'on-net': ['0'], fixed: ['0'], mobile: ['0'], ...abroadVoice },
    firstSeconds: 60,
    nextSeconds: 1,
    sms: sms('0', '0.15'),
    mms: '0.29',
    data: '0.0025',
  },
  {
    id: 'mobile-unlimited',
    voice: { 'on-net': ['0'], fixed: ['0'], mobile: ['0'], ...abroadVoice, europe: ['0'], 'europe mobile': ['0.05'] },
    firstSeconds: 60,
    nextSeconds: 1,
    sms: sms('0', '0.10'),
    mms: '0.19',
    data: '0',
  },
  {
    id: 'prepaid-basic',
    voice: { 'on-net': ['0.05'], fixed: ['0.09'], mobile: ['0.09'], ...abroadVoice },
    firstSeconds: 60,
    nextSeconds: 60,
    sms: sms('0.09', '0.19'),
    mms: '0.39',
    data: '0.015',
  },
  {
    id: 'prepaid-youth',
    voice: { 'on-net': ['0.01'], fixed: ['0.09'], mobile: ['0.09', '0.07', '0.05'], ...abroadVoice },
    connectFee: '0.03',
    firstSeconds: 1,
    nextSeconds: 1,
    sms: sms('0.05', '0.15'),
    mms: '0.29',
    data: '0.01',
  },
  {
    id: 'fixed-standard',
    voice: { 'on-net': ['0'], fixed: ['0.03', '0.02', '0.01'], mobile: ['0.19', '0.15', '0.15'], ...abroadVoice },
    firstSeconds: 60,
    nextSeconds: 60,
    sms: {},
    data: '0',
  },
  {
    id: 'fixed-flat',
    voice: { 'on-net': ['0'], fixed: ['0'], mobile: ['0.15'], ...abroadVoice },
    firstSeconds: 60,
    nextSeconds: 60,
    sms: {},
    data: '0',
  },
  {
    id: 'fixed-prepaid',
    voice: { 'on-net': ['0'], fixed: ['0.04'], mobile: ['0.19'], ...abroadVoice },
    firstSeconds: 60,
    nextSeconds: 30,
    sms: {},
    data: '0.0006',
  },
  {
    id: 'business',
    voice: {
      'on-net': ['0'],
      fixed: ['0.05', '0.03', '0.03'],
      mobile: ['0.09', '0.07', '0.07'],
      ...abroadVoice,
      europe: ['0.09'],
      'europe mobile': ['0.19'],
    },
    connectFee: '0.02',
    firstSeconds: 1,
    nextSeconds: 1,
    sms: sms('0.07', '0.12'),
    mms: '0.29',
    data: '0.004',
  },
]

/** Tariff of lines that come from a customer file: calls within the country and data are part of the monthly price. */
export const homeTariff: Tariff = {
  id: 'home',
  voice: { 'on-net': ['0'], fixed: ['0'], mobile: ['0'], ...abroadVoice },
  firstSeconds: 60,
  nextSeconds: 60,
  sms: sms('0', '0.15'),
  mms: '0.29',
  data: '0',
}
