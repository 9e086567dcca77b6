import type { Command } from 'commander'

/** Defines a command under `parent`; its examples are shown by `--help`. */
export type Define = typeof define

/** A command with the options all share and its examples in the help. */
export function define(
  parent: Command,
  name: string,
  description: string,
  examples: readonly string[],
  { environment = true }: { environment?: boolean } = {},
): Command {
  const command = parent
    .command(name)
    .description(description)
    .exitOverride()
    .showSuggestionAfterError()
    .option('--json', 'print the result for a machine')
    .addHelpText('after', `\nExamples:\n${examples.map((example) => `  ${example}`).join('\n')}`)
  return environment ? command.option('--env <name>', 'work in an environment of your own, such as dev_ana') : command
}
