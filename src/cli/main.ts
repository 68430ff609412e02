// The entry of the command line.
import { preload } from './preload.ts'
import { debugging } from './settings.ts'

// The reader of a pipe may have seen enough, as in `touwen search … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(0)
})

// Nobody reads what is said beside the work: no reason to end it.
process.stderr.on('error', () => undefined)

const args = process.argv.slice(2)
preload(args)
const { createProgram } = await import('./program.ts')
const { runProgram } = await import('./run.ts')
const code = await runProgram(createProgram(), args, { debug: debugging() })
// After an error nothing that is still open may keep the process. Otherwise it ends by itself, with the exit code
// that the command has set.
if (code !== 0) process.stdout.write('', () => process.stderr.write('', () => process.exit(code)))
