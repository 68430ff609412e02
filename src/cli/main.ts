// The entry of the command line.
import { createProgram } from './program.ts'
import { runProgram } from './run.ts'
import { debugging } from './settings.ts'

// The reader of a pipe may have seen enough, as in `touwen search … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

const code = await runProgram(createProgram(), process.argv.slice(2), { debug: debugging() })
// Set, not exit(): what is still to be written is written. A command that found failures has set its own.
if (code !== 0) process.exitCode = code
