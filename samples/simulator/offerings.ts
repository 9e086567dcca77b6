import { nanoOf } from './money.ts'

export type LineType = 'mobile prepaid' | 'mobile postpaid' | 'fixed prepaid' | 'fixed postpaid'
export type Access = 'mobile' | 'dsl' | 'cable' | 'fiber' | 'none'

/** A plan of the operator. Prices a month without tax, charged after the month. */
export interface Offering {
  readonly id: string
  readonly name: string
  readonly type: LineType
  readonly recurring: bigint
  readonly tariffId: string
  readonly access: Access
  /** How often it is bought, by segment; absent = not sold to that segment. */
  readonly soldTo: Readonly<Partial<Record<Segment, number>>>
}

export const segments = ['consumer', 'youth', 'senior', 'soho', 'business'] as const
export type Segment = (typeof segments)[number]

const plan = (
  id: string,
  name: string,
  type: LineType,
  price: string,
  tariffId: string,
  access: Access,
  soldTo: Offering['soldTo'],
): Offering => Object.freeze({ id, name, type, recurring: nanoOf(price), tariffId, access, soldTo })

export const offerings: readonly Offering[] = [
  plan('mobile-s', 'Mobile S', 'mobile postpaid', '9.99', 'mobile-standard', 'mobile', {
    consumer: 4,
    senior: 5,
    soho: 1,
  }),
  plan('mobile-m', 'Mobile M', 'mobile postpaid', '19.99', 'mobile-flat', 'mobile', {
    consumer: 5,
    youth: 2,
    senior: 2,
    soho: 4,
  }),
  plan('mobile-l', 'Mobile L', 'mobile postpaid', '34.99', 'mobile-unlimited', 'mobile', {
    consumer: 3,
    youth: 2,
    soho: 3,
    business: 2,
  }),
  plan('mobile-youth', 'Mobile Young', 'mobile postpaid', '14.99', 'mobile-flat', 'mobile', { youth: 5 }),
  plan('business-mobile', 'Business Mobile', 'mobile postpaid', '24.90', 'business', 'mobile', {
    soho: 3,
    business: 8,
  }),
  plan('prepaid-basic', 'Prepaid', 'mobile prepaid', '0', 'prepaid-basic', 'mobile', {
    consumer: 8,
    youth: 2,
    senior: 5,
  }),
  plan('prepaid-youth', 'Prepaid Young', 'mobile prepaid', '0', 'prepaid-youth', 'mobile', { youth: 7 }),
  plan('home-50', 'Home 50', 'fixed postpaid', '29.95', 'fixed-standard', 'dsl', { consumer: 3, senior: 4, soho: 2 }),
  plan('home-250', 'Home 250', 'fixed postpaid', '39.95', 'fixed-flat', 'cable', {
    consumer: 3,
    youth: 1,
    senior: 1,
    soho: 2,
  }),
  plan('home-1000', 'Home 1000', 'fixed postpaid', '59.95', 'fixed-flat', 'fiber', { consumer: 1, youth: 1, soho: 2 }),
  plan('business-line', 'Business Line', 'fixed postpaid', '79.00', 'business', 'fiber', { business: 4 }),
  plan('home-prepaid', 'Home Prepaid', 'fixed prepaid', '0', 'fixed-prepaid', 'dsl', {
    consumer: 1.2,
    youth: 0.8,
    senior: 0.6,
  }),
]

export const isPrepaid = (type: LineType): boolean => type.endsWith('prepaid')
export const isMobile = (type: LineType): boolean => type.startsWith('mobile')
