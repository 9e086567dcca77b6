import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'

/** A catalogue as a whole was loaded; lands last, after all its rows. */
export const catalogueVersion = contract({
  name: 'catalogue_version',
  description: 'A catalogue of files was loaded. Its row lands after all others of the load.',
  eventTime: 'loaded_at',
  identity: ['catalogue_hash', 'loaded_at'],
  keep: 'last',
  horizonDays: 36500,
  fields: {
    catalogue_hash: field(
      t.string,
      'SHA-256 of what the files say',
      '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    ),
    loaded_at: field(t.instant, 'When it was loaded', '2026-01-01T00:00:00Z'),
    changed: field(t.uint64, 'Rows that are new, changed or withdrawn', '12', { otherwise: 0 }),
  },
})
