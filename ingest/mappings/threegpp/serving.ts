import { getCountryCallingCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { DialledNumber } from '../../codecs/threegpp/types.ts'
import { homeNetwork, networkCountry } from '../home_network.ts'
import { msisdn } from '../msisdn.ts'

/** Where a line was served: its home, or a network that it visits. */
export interface Serving {
  readonly roaming: boolean
  /** MCC-MNC, when it is not the home network. */
  readonly visited_network: string | null
}

/**
 * Whether the serving network is another than the IMSI's home. Where the record does not name the serving network, the
 * country of the recording node's number tells, which finds roaming abroad and none at home.
 */
export function serving(imsi: string | undefined, plmn: string | undefined, node?: DialledNumber): Serving {
  const home = imsi === undefined ? undefined : homeNetwork(imsi)
  if (!home) return { roaming: false, visited_network: null }
  if (plmn !== undefined) {
    const roaming = plmn !== home.code
    return { roaming, visited_network: roaming ? plmn : null }
  }
  const { country } = home
  if (node?.typeOfNumber !== 'international' || country === undefined || !isSupportedCountry(country)) {
    return { roaming: false, visited_network: null }
  }
  const code = parsePhoneNumberFromString(`+${node.digits}`)?.countryCallingCode
  return { roaming: code !== undefined && code !== getCountryCallingCode(country), visited_network: null }
}

/**
 * E.164 digits of a number as signalled. National numbers are those of the country where the line is served; what is no
 * number of it stays as dialled, since what was dialled is charged whatever it is.
 */
export function numberDigits(number: DialledNumber | undefined, network: string | undefined): string | null {
  if (number === undefined || number.digits === '') return null
  const { typeOfNumber, digits } = number
  if (typeOfNumber === 'international' || typeOfNumber === 'alphanumeric') return digits
  const country = network === undefined ? undefined : networkCountry(network)
  try {
    return country !== undefined && isSupportedCountry(country) ? msisdn(digits, country) : digits
  } catch {
    return digits
  }
}
