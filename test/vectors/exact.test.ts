import { createExact } from '../../src/vectors/exact.ts'
import { vectorIndexContract } from '../contracts/vector-index.ts'
import { DIMENSIONS } from '../store/sample.ts'

vectorIndexContract('exact', () => createExact(DIMENSIONS))
