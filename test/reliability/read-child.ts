// Reads a graph file unchecked, as only a checked one may be: argv = [file, dimensions].
import { readHnsw } from '../../src/vectors/hnsw.ts'
import { pointsOf } from '../../src/vectors/hnsw-layout.ts'

const [, , file = '', dimensions] = process.argv
process.stdout.write('reading\n')
await readHnsw(file, pointsOf(file, Number(dimensions)), { dimensions: Number(dimensions) })
process.stdout.write('read\n')
