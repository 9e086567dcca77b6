/**
 * One error class for each audience. All are printed without a stack trace; only a `Defect` (or a foreign error) shows one.
 */

/** The user's input is wrong: a file, a record, a field. Exit code 2. */
export class InputError extends Error {
  override readonly name: string = 'InputError'
  readonly exitCode: number = 2
  /** What to do next, one line. */
  readonly hint: string | undefined

  constructor(message: string, hint?: string) {
    super(message)
    this.hint = hint
  }
}

/** What the user configured cannot work: a model, a mapping, an option, an address. Exit code 3. */
export class ConfigurationError extends InputError {
  override readonly name = 'ConfigurationError'
  override readonly exitCode = 3
}

/** The platform failed: the server is gone, a disk is full, an owner was fenced. Exit code 4. */
export class PlatformError extends InputError {
  override readonly name = 'PlatformError'
  override readonly exitCode = 4
}

/** A check of severity `error` failed: nothing was published. Exit code 1. */
export class CheckError extends InputError {
  override readonly name = 'CheckError'
  override readonly exitCode = 1
}
