// A process that ingests a file, to be killed: argv = [directory, file]. It tells when it begins, and each article as soon
// as that is stored.
import { configIn, engineOf, fakeModels, slowEmbedder } from './world.ts'

const [, , directory = '', file = ''] = process.argv
const engine = await engineOf(await configIn(directory), 'write', fakeModels(slowEmbedder(1)))
process.stdout.write('begun\n')
await engine.ingest([file], {
  onEvent: (event) => {
    if (event.kind === 'settled') process.stdout.write(`${event.id}\n`)
    if (event.kind === 'progress' && event.done === event.total) process.stdout.write('all\n')
  },
})
process.stdout.write('kept\n')
await engine.close()
process.stdout.write('done\n')
