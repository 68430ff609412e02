// The program as a few files of JavaScript beside the packages, which stay as they are.
import { access, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, stop, type Plugin } from 'esbuild'

/** Where a source starts a thread: what `threadSource` takes is an entry of its own. */
const STARTED = /\bthreadSource\(new URL\('([^']+)'/g
/** Programs of other sources are kept so long: one that still runs loads parts of it later. In milliseconds. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000

/** Compile the sources below `root` into `directory`, whole or not at all. False where that fails: the sources tell why. */
export async function compile(root: string, directory: string): Promise<boolean> {
  const part = `${directory}.${process.pid}`
  try {
    await mkdir(part, { recursive: true })
    await build({
      entryPoints: [join(root, 'src/cli/main.ts'), ...(await threads(join(root, 'src')))],
      entryNames: '[name]',
      outdir: part,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      packages: 'external',
      jsx: 'automatic',
      jsxImportSource: 'hono/jsx',
      sourcemap: 'linked',
      sourcesContent: false,
      logLevel: 'silent',
      plugins: [atTheirPlace(root)],
    })
    // Another process may have been quicker.
    await rename(part, directory).catch(() => rm(part, { recursive: true, force: true }))
    await access(join(directory, 'main.mjs'))
    // Another process may be removing the same.
    await removeOld(dirname(directory), basename(directory)).catch(() => undefined)
    return true
  } catch {
    await rm(part, { recursive: true, force: true }).catch(() => undefined)
    return false
  } finally {
    await stop()
  }
}

// --- Internal helpers ---

async function threads(sources: string): Promise<string[]> {
  const found: string[] = []
  for (const name of await readdir(sources, { recursive: true })) {
    if (!name.endsWith('.ts')) continue
    const text = await readFile(join(sources, name), 'utf8')
    for (const [, path] of text.matchAll(STARTED)) found.push(join(sources, dirname(name), path!))
  }
  return found
}

// Each source finds the files beside it as if it were run itself; only threads are the compiled ones.
function atTheirPlace(root: string): Plugin {
  return {
    name: 'at-their-place',
    setup({ onLoad }) {
      onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
        if (path === join(root, 'src/thread-source.ts')) return { contents: COMPILED_THREADS, loader: 'js' }
        const text = await readFile(path, 'utf8')
        const contents = text.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href))
        return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' }
      })
    },
  }
}

const COMPILED_THREADS = `export function threadSource(entry) {
  const name = /([^/]+)\\.ts$/.exec(entry.pathname)[1]
  return \`import(\${JSON.stringify(new URL(\`./\${name}.mjs\`, import.meta.url).href)})\`
}`

async function removeOld(folder: string, own: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const { mtimeMs } = await stat(path)
    if (name !== own && Date.now() - mtimeMs > KEPT_MS) await rm(path, { recursive: true, force: true })
  }
}
