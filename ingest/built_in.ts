/**
 * Built-in mappings to be told about one installation, for a mapping file of three lines:
 * `export default asteriskCdr({ zone: 'Europe/Dublin', country: 'IE' })`, imported from `trunkline/mappings`.
 */
export { creditControl, creditControlCsv } from './mappings/diameter/credit_control.ts'
export type { FeedOptions } from './mappings/feed_options.ts'
export { ipdrCsv, ipdrXml } from './mappings/ipdr/ipdr.ts'
export { radiusAccounting } from './mappings/radius/radius_accounting.ts'
export { asteriskCdr } from './mappings/switches/asterisk_cdr.ts'
export { freeswitchCdr } from './mappings/switches/freeswitch_cdr.ts'
export type { SwitchOptions } from './mappings/switches/switch_options.ts'
export { type TapOptions, tapRoaming } from './mappings/tap/tap_roaming.ts'
