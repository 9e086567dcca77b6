import { InputError } from '../../warehouse/errors.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { describeProblems } from '../catalogue/problem.ts'
import { startReading } from '../catalogue/read_value.ts'
import { readYaml } from '../catalogue/read_yaml.ts'
import { readWholeText } from '../sources/whole_file.ts'
import { type Accounts, accountsShape } from './accounts.ts'
import { checkAccounts } from './check_accounts.ts'

/** The accounts of a YAML file. Throws an InputError that lists every fault with file, line and column. */
export function loadAccounts(file: string, catalogue: Catalogue): Accounts {
  const text = readWholeText(file, 'give a YAML file of accounts; docs/billing.md shows one')
  const reading = startReading(file)
  const accounts = readYaml(text, accountsShape, reading) as Accounts | undefined
  if (accounts !== undefined && reading.problems.length === 0) checkAccounts(accounts, catalogue, reading)
  if (reading.problems.length > 0) {
    throw new InputError(describeProblems(file, reading.problems), 'docs/billing.md has every member of the file')
  }
  return accounts!
}
