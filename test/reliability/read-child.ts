// Reads a graph file unchecked, as only a checked one may be: argv = [file, dimensions].
import { readHnsw } from '../../src/vectors/hnsw.ts'

const [, , file = '', dimensions] = process.argv
process.stdout.write('reading\n')
await readHnsw(file, { dimensions: Number(dimensions) })
process.stdout.write('read\n')
