// Takes the lock of a directory when told to (a line on stdin), says how it went, and keeps it: `lock-child.ts <dir>`.
import { once } from 'node:events'
import { acquireLock } from '../../src/store/lock.ts'
import { messageOf } from '../../src/errors.ts'

process.stdout.write('ready\n')
await once(process.stdin, 'data')
try {
  const lock = await acquireLock(process.argv[2]!)
  process.stdout.write('locked\n')
  await once(process.stdin, 'data')
  await lock.release()
  process.stdout.write('released\n')
} catch (error) {
  process.stdout.write(`${messageOf(error)}\n`)
}
process.stdin.destroy()
