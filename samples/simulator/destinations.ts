/** Where calls and messages go. `lead` are the digits a made-up number starts with, `random` how many follow. */
export interface Destination {
  readonly zone: string
  readonly lead: string
  readonly random: number
}

/** A prefix of the catalogue and the zone it belongs to. */
export interface ZonePrefix {
  readonly prefix: string
  readonly zone: string
  readonly name: string
}

/** Country, calling code, lead of fixed numbers, prefix of mobile numbers (absent: not told apart by price). */
type Country = readonly [name: string, code: string, fixedLead: string, mobilePrefix?: string]

const europe: readonly Country[] = [
  ['Austria', '43', '431', '436'],
  ['Belgium', '32', '322', '324'],
  ['Bulgaria', '359', '3592', '3598'],
  ['Croatia', '385', '3851', '3859'],
  ['Czechia', '420', '4202', '4207'],
  ['Denmark', '45', '4533', '452'],
  ['Estonia', '372', '3726', '3725'],
  ['Finland', '358', '3589', '3584'],
  ['France', '33', '3314', '336'],
  ['Greece', '30', '3021', '306'],
  ['Hungary', '36', '361', '3630'],
  ['Ireland', '353', '3531', '3538'],
  ['Italy', '39', '3906', '393'],
  ['Latvia', '371', '3716', '3712'],
  ['Lithuania', '370', '3705', '3706'],
  ['Luxembourg', '352', '3522', '3526'],
  ['Netherlands', '31', '3120', '316'],
  ['Norway', '47', '4722', '479'],
  ['Poland', '48', '4822', '485'],
  ['Portugal', '351', '35121', '3519'],
  ['Romania', '40', '4021', '407'],
  ['Slovakia', '421', '4212', '4219'],
  ['Slovenia', '386', '3861', '38641'],
  ['Spain', '34', '3491', '346'],
  ['Sweden', '46', '468', '467'],
  ['Switzerland', '41', '4144', '417'],
  ['United Kingdom', '44', '4420', '447'],
]
const worldOne: readonly Country[] = [
  ['Australia', '61', '612'],
  ['Brazil', '55', '5511'],
  ['China', '86', '8610'],
  ['India', '91', '9198'],
  ['Israel', '972', '9723'],
  ['Japan', '81', '813'],
  ['Mexico', '52', '5255'],
  ['Russia', '7', '7495'],
  ['Türkiye', '90', '90212'],
  ['Ukraine', '380', '38044'],
  ['Vietnam', '84', '8490'],
]
const worldTwo: readonly Country[] = [
  ['Afghanistan', '93', '9370'],
  ['Cuba', '53', '537'],
  ['Egypt', '20', '202'],
  ['Jamaica', '1876', '18765'],
  ['Kenya', '254', '25472'],
  ['Nigeria', '234', '23480'],
  ['Pakistan', '92', '9230'],
  ['Philippines', '63', '632'],
]

/** Numbers that no prefix of any tariff covers: usage there is "no rate" (satellite, Antarctica, Greenland). */
export const unratedDestinations: readonly Destination[] = [
  { zone: '', lead: '8816', random: 8 },
  { zone: '', lead: '6721', random: 5 },
  { zone: '', lead: '299', random: 6 },
]

/** The operator's own number ranges; both belong to the zone on-net. */
export interface HomeNetwork {
  readonly country: string
  readonly mobileRange: string
  readonly fixedRange: string
  /** MCC-MNC. A made-up network code of the country. */
  readonly network: string
  readonly prefixes: readonly ZonePrefix[]
  readonly mobile: readonly Destination[]
  readonly fixed: readonly Destination[]
  readonly premium: Destination
}

export const germany: HomeNetwork = {
  country: 'DE',
  mobileRange: '491579',
  fixedRange: '493277',
  network: '262-98',
  prefixes: [
    { prefix: '491579', zone: 'on-net', name: 'Own network, mobile' },
    { prefix: '493277', zone: 'on-net', name: 'Own network, fixed' },
    { prefix: '49', zone: 'fixed', name: 'Germany' },
    { prefix: '4915', zone: 'mobile', name: 'Germany mobile' },
    { prefix: '4916', zone: 'mobile', name: 'Germany mobile' },
    { prefix: '4917', zone: 'mobile', name: 'Germany mobile' },
    { prefix: '49180', zone: 'shared cost', name: 'Germany shared cost' },
    { prefix: '49800', zone: 'free', name: 'Germany freephone' },
    { prefix: '49900', zone: 'premium', name: 'Germany premium' },
  ],
  mobile: ['49151', '49160', '49171', '49176'].map((lead) => ({ zone: 'mobile', lead, random: 7 })),
  fixed: ['4930', '4940', '4989', '49221', '49711'].map((lead) => ({ zone: 'fixed', lead, random: 7 })),
  premium: { zone: 'premium', lead: '49900', random: 6 },
}

export const unitedStates: HomeNetwork = {
  country: 'US',
  mobileRange: '1557',
  fixedRange: '1558',
  network: '310-998',
  prefixes: [
    { prefix: '1557', zone: 'on-net', name: 'Own network, mobile' },
    { prefix: '1558', zone: 'on-net', name: 'Own network, fixed' },
    { prefix: '1', zone: 'fixed', name: 'United States and Canada' },
    { prefix: '1800', zone: 'free', name: 'Freephone' },
    { prefix: '1900', zone: 'premium', name: 'Premium' },
    { prefix: '49', zone: 'europe', name: 'Germany' },
    { prefix: '4915', zone: 'europe mobile', name: 'Germany mobile' },
  ],
  mobile: ['1212', '1415', '1650'].map((lead) => ({ zone: 'fixed', lead, random: 7 })),
  fixed: ['1213', '1310', '1408', '1916'].map((lead) => ({ zone: 'fixed', lead, random: 7 })),
  premium: { zone: 'premium', lead: '1900', random: 7 },
}

/** Short numbers, as dialled. They begin with 1 0 or 1 1, which no number of North America does. */
const shortNumbers: readonly ZonePrefix[] = [
  { prefix: '110', zone: 'emergency', name: 'Police' },
  { prefix: '112', zone: 'emergency', name: 'Emergency' },
  { prefix: '10010', zone: 'free', name: 'Customer care' },
  { prefix: '10020', zone: 'free', name: 'Voicemail' },
  { prefix: '10050', zone: 'premium message', name: 'Premium messages' },
  { prefix: '11880', zone: 'premium', name: 'Directory enquiries' },
]
export const shortDestinations: readonly Destination[] = shortNumbers
  .filter(({ zone }) => zone === 'free' || zone === 'emergency')
  .map(({ prefix, zone }) => ({ zone, lead: prefix, random: 0 }))
export const premiumMessage: Destination = { zone: 'premium message', lead: '10050', random: 0 }

/** Every prefix a tariff of this home network knows. */
export function zonePrefixes(home: HomeNetwork): readonly ZonePrefix[] {
  const abroad: ZonePrefix[] = home.country === 'US' ? [] : [{ prefix: '1', zone: 'north america', name: 'US, Canada' }]
  for (const [name, code, , mobilePrefix] of europe) {
    abroad.push({ prefix: code, zone: 'europe', name })
    if (mobilePrefix) abroad.push({ prefix: mobilePrefix, zone: 'europe mobile', name: `${name} mobile` })
  }
  for (const [name, code] of worldOne) abroad.push({ prefix: code, zone: 'world 1', name })
  for (const [name, code] of worldTwo) abroad.push({ prefix: code, zone: 'world 2', name })
  return [...home.prefixes, ...shortNumbers, ...abroad]
}

/** Destinations abroad, neighbours first: the simulator picks the first ones more often. */
export const abroad: readonly Destination[] = [
  ...europe.flatMap(([, , lead, mobilePrefix]): Destination[] => [
    { zone: 'europe', lead, random: 7 },
    ...(mobilePrefix ? [{ zone: 'europe mobile', lead: mobilePrefix, random: 8 }] : []),
  ]),
  ...worldOne.map(([, , lead]): Destination => ({ zone: 'world 1', lead, random: 7 })),
  ...worldTwo.map(([, , lead]): Destination => ({ zone: 'world 2', lead, random: 7 })),
]

/** Networks abroad where lines roam, by MCC-MNC. */
export const visitedNetworks = ['208-01', '232-01', '204-04', '222-01', '214-01', '260-01', '228-01'] as const
