import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { validFrom, validTo } from './shapes.ts'

/** A network of a zone: visited when roaming, or the other party's by number portability. */
export const catalogueNetwork = contract({
  name: 'catalogue_network',
  description:
    'A network of a zone: visited when roaming (MCC or MCC-MNC), or the operator of the other number by number portability.',
  eventTime: 'valid_from',
  identity: ['tariff_id', 'is', 'network', 'valid_from'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    tariff_id: field(t.lowCardinality, 'Tariff whose zones these are', 'standard'),
    is: field(t.oneOf('visited', 'other'), 'Visited network, or that of the other party', 'visited'),
    network: field(t.string, 'MCC-MNC or MCC when visited; name of the operator otherwise', '262-01'),
    zone: field(t.string, 'Zone priced by catalogue_rate', 'roaming-eu'),
    valid_from: validFrom,
    valid_to: validTo,
  },
})
