// Running the program: what was thrown becomes a line and an exit code.
import { CommanderError, type Command } from 'commander'
import {
  AppError,
  IndexError,
  InputError,
  LockedError,
  messageOf,
  NotFoundError,
  StorageError,
} from '../errors.ts'

interface Options {
  /** Show the stack of an unexpected error. */
  debug: boolean
  stderr?: { write(text: string): unknown }
}

/** Run with the arguments after the program's name. Resolves with the exit code; 0 leaves the command's own. */
export async function runProgram(program: Command, args: string[], options: Options): Promise<number> {
  const { debug, stderr = process.stderr } = options
  try {
    await program.parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    // Commander has printed its message, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    const { text, code } = failure(error, debug)
    stderr.write(`${text}\n`)
    return code
  }
}

/** What a person is told of an error, and the exit code: 2 for input, 3 for the index, 1 for the rest. */
export function failure(error: unknown, debug: boolean): { text: string; code: number } {
  if (error instanceof AppError) {
    return { text: `touwen: ${error.message.replaceAll(/(?<!\s)\s*\n\s*/g, ' ')}`, code: codeOf(error) }
  }
  const stack = debug && error instanceof Error ? `\n${error.stack ?? ''}` : ''
  const where = debug ? '' : ', and what it says with DEBUG=1'
  return {
    text: `touwen: unexpected error: ${messageOf(error)}\nPlease report it with the command, the output of “touwen doctor”${where}.${stack}`,
    code: 1,
  }
}

function codeOf(error: AppError): number {
  if (error instanceof InputError || error instanceof NotFoundError) return 2
  if (error instanceof IndexError || error instanceof LockedError || error instanceof StorageError) return 3
  return 1
}
