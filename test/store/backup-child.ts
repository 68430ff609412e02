// A backup in a process of its own, which can be killed in the middle.
import { createBackup } from '../../src/store/backup.ts'

const [, , index = '', target = ''] = process.argv
process.stdout.write('begun\n')
await createBackup(index, target, { version: '0' })
process.stdout.write('done\n')
