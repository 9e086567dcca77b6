import { InvalidArgumentError } from 'commander'

const EMPTY = 'It is empty: give it a value, or leave the option out.'

/** The value of an option, refused where a script left it empty: '' would mean the folder one is in. */
export function given(value: string): string {
  if (value === '') throw new InvalidArgumentError(EMPTY)
  return value
}

/** The values of `--select`, refused where they name nothing: that would mean every model. */
export function givenModels(value: string, before: readonly string[] = []): readonly string[] {
  if (/^[\s,]*$/.test(value)) throw new InvalidArgumentError(EMPTY)
  return [...before, value]
}
