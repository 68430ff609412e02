// The assets made from src/browser and src/web when the program starts, with esbuild: nothing built is kept in the repository.
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { build, stop, type OutputFile, type Plugin } from 'esbuild'
import { ASSET_NAMES, type Asset, type AssetName, type Assets } from './assets.ts'

const SOURCE = fileURLToPath(new URL('../browser/', import.meta.url))
const compressed = promisify(gzip)
const TYPES: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
}

/** Bundle every entry of src/browser (`<name>.ts`, `.tsx` or `.css`). Takes some 0.2 s. Throws what esbuild finds wrong. */
export async function bundleAssets(): Promise<Assets> {
  const entries = (await readdir(SOURCE)).filter((name) => isEntry(name)).map((name) => join(SOURCE, name))
  try {
    const { outputFiles } = await build({
      entryPoints: entries,
      bundle: true,
      minify: true,
      write: false,
      format: 'iife',
      target: ['es2022', 'chrome111', 'firefox119', 'safari16.4'],
      jsx: 'automatic',
      jsxImportSource: 'hono/jsx/dom',
      plugins: [drawnByBrowser],
      entryNames: '[name]-[hash]',
      outdir: '/assets',
      legalComments: 'none',
      logLevel: 'silent',
    })
    const assets = await Promise.all(outputFiles.map(assetOf))
    const byName = new Map(assets.map((asset) => [nameOf(asset.path), asset]))
    const missing = ASSET_NAMES.filter((name) => !byName.has(name))
    if (missing.length > 0) throw new Error(`src/browser has no entry for ${missing.join(', ')}`)
    const byPath = new Map(assets.map((asset) => [asset.path, asset]))
    return {
      named: (name: AssetName) => byName.get(name)!,
      at: (path) => byPath.get(path) ?? null,
    }
  } finally {
    // Its process would stay for as long as this one.
    await stop()
  }
}

// --- Internal helpers ---

// What the server draws with one, the browser draws with the other. (An alias would also catch hono/jsx/dom itself.)
const drawnByBrowser: Plugin = {
  name: 'drawn-by-browser',
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /^hono\/jsx$/ }, ({ resolveDir, kind }) =>
      resolve('hono/jsx/dom', { resolveDir, kind }),
    )
  },
}

function isEntry(file: string): boolean {
  const name = file.replace(/\.tsx?$/, '.js')
  return (ASSET_NAMES as readonly string[]).includes(name)
}

async function assetOf({ path, contents }: OutputFile): Promise<Asset> {
  const name = basename(path)
  const body = new Uint8Array(contents)
  const small = new Uint8Array(await compressed(body, { level: 9 }))
  return {
    path: `/assets/${name}`,
    type: TYPES[name.split('.').at(-1)!] ?? '',
    body: async () => body,
    gzip: small,
  }
}

// chat-3FA9C0DE.js → chat.js
function nameOf(path: string): string {
  return basename(path).replace(/-[A-Z0-9]+(?=\.\w+$)/, '')
}
