import { gzipSync } from 'node:zlib'
import { readdirSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { SCHEMA_VERSIONS } from '../../src/store/schema-version.ts'
import { bundleWorker, type Bundle } from './bundle.ts'
import { MIGRATIONS } from './d1.ts'

/** What a Worker may have, compressed: https://developers.cloudflare.com/workers/platform/limits/#worker-size */
const FREE_PLAN = 3 * 1024 * 1024
/** What ours has, and some room; more is to be decided, not to happen. */
const MOST_GZIP = 1.25 * 1024 * 1024

const NOT_FOR_WORKERS =
  /@libsql\/client|hnswlib-node|@xenova\/transformers|onnxruntime|@hono\/node-server|prom-client|@opentelemetry|undici|mammoth|unpdf|sharp|libsql|@langchain\/openai/

let bundle: Bundle
beforeAll(async () => {
  bundle = await bundleWorker()
})

describe('the bundle of the Worker', () => {
  it('imports the platform and nothing else, Node least of all', () => {
    const imports = Object.values(bundle.metafile.outputs).flatMap((output) => output.imports)
    expect(imports.map(({ path }) => path)).toEqual(['cloudflare:workers'])
    expect(bundle.code).not.toMatch(
      /(?:from|import\(|require\()\s*["'](?:node:|fs|path|crypto|worker_threads)/,
    )
  })

  it('holds no native package, no model, and nothing that only a server on Node needs', () => {
    const inputs = Object.keys(bundle.metafile.inputs)
    expect(inputs.length).toBeGreaterThan(200)
    expect(inputs.filter((path) => NOT_FOR_WORKERS.test(path) || /\.(?:node|onnx|wasm)$/.test(path))).toEqual(
      [],
    )
    expect(inputs.filter((path) => /src\/(?:node|cli|onnx|fetch\/(?:get|decode))/.test(path))).toEqual([])
  })

  it('is small', () => {
    const { length } = gzipSync(bundle.bytes)
    process.stdout.write(`bundle of the Worker: ${bundle.bytes.length} bytes, ${length} gzipped\n`)
    expect(length).toBeLessThan(MOST_GZIP)
    expect(length).toBeLessThan(FREE_PLAN)
  })

  it('knows how many migrations there are', () => {
    const steps = (folder: string): number =>
      readdirSync(folder).filter((name) => name.endsWith('.sql')).length
    expect(SCHEMA_VERSIONS).toEqual({ migrations: steps(MIGRATIONS.DB), records: steps(MIGRATIONS.RECORDS) })
  })
})
