import type { RecordRule } from '../schema/shape.ts'

const levels = ['sum', 'unique', 'weighted_sum', 'last']
const prorated = ['sum', 'unique']
const modelsWithoutLevel = {
  carried_over: ['rate', 'stated', 'capacity'],
  prorated: ['rate', 'percentage', 'graduated_percentage', 'volume_percentage', 'stated', 'capacity'],
}

/** What must hold where the quantity of a price is a level that events change. */
export function levelsFit(price: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  const { model, aggregation } = price as { readonly model: string; readonly aggregation: string }
  const removals = Object.keys((price.removed_where ?? {}) as object)
  if (removals.length > 1) return { member: 'removed_where', expected: 'one property with one value' }
  if (removals.length > 0 && aggregation !== 'unique')
    return { member: 'removed_where', expected: 'to be left out: only aggregation unique knows it' }
  if (aggregation === 'count' && price.property !== undefined)
    return { member: 'property', expected: 'to be left out: count counts events; say where: { <property>: "*" }' }
  const only = (member: string, known: readonly string[]) =>
    price[member] === true && !known.includes(aggregation)
      ? { member, expected: `aggregation ${known.join(', ')}; ${aggregation} has no level` }
      : undefined
  const known = only('carried_over', levels) ?? only('prorated', prorated)
  if (known !== undefined) return known
  for (const [member, without] of Object.entries(modelsWithoutLevel)) {
    if (price[member] === true && without.includes(model))
      return { member, expected: `to be left out: model ${model} has no level of quantity` }
  }
  const ofWhole = price.carried_over === true || !['sum', 'count'].includes(aggregation)
  if (model === 'percentage' && ofWhole) {
    for (const member of ['minimum_per_event', 'maximum_per_event', 'free_amount']) {
      const told = price[member] !== undefined && price[member] !== '0'
      const why = price.carried_over === true ? 'a level that is carried over' : `aggregation ${aggregation}`
      if (told) return { member, expected: `to be left out: with ${why} percent are of the period’s quantity` }
    }
    if (price.charged_in === 'advance' && !['sum', 'unique'].includes(aggregation))
      return { member: 'charged_in', expected: `arrears: percent of the ${aggregation} are known at the period’s end` }
  }
  if (price.prorated === true && ['graduated', 'volume'].includes(model)) {
    // Tiers are of the full quantity and money is of the prorated one: neither could be converted by itself.
    if (price.conversion !== undefined)
      return { member: 'conversion', expected: `to be left out: a prorated ${model} price has tiers of the quantity` }
    if (price.free_units !== '0')
      return { member: 'free_units', expected: 'to be left out: a first tier of amount 0 says the same, prorated' }
  }
  if (price.charged_in === 'advance') {
    if (model === 'rate') return { member: 'charged_in', expected: 'to be left out: rates are by event anyway' }
    if (model === 'capacity') return { member: 'charged_in', expected: 'arrears: the peak is known at the end' }
    if (['min', 'average', 'last', 'weighted_sum'].includes(aggregation))
      return { member: 'charged_in', expected: `arrears: with ${aggregation} an event’s share is known at the end` }
    if (price.prorated === true && model !== 'per_unit')
      return { member: 'charged_in', expected: `arrears: prorated in advance is for model per_unit, not ${model}` }
  }
  return undefined
}
