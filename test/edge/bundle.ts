// The Worker as one script, as wrangler makes it: for Workers, in ES modules, with text files as text.
import { build, type Metafile } from 'esbuild'

export interface Bundle {
  code: string
  bytes: Uint8Array
  metafile: Metafile
}

export async function bundleWorker(): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: ['src/worker.ts'],
    bundle: true,
    format: 'esm',
    target: 'es2024',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
    loader: { '.tsv': 'text' },
    external: ['cloudflare:*'],
    write: false,
    metafile: true,
    minify: true,
    keepNames: true,
    logLevel: 'silent',
  })
  const [{ text, contents }] = outputFiles as [(typeof outputFiles)[number]]
  return { code: text, bytes: contents, metafile }
}
