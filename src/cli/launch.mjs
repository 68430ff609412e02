// The entry of the command line, JavaScript since nothing else can be run before a loader. Reading hundreds of modules of
// TypeScript one by one takes two seconds: they are compiled into a few files, which are kept until a source changes.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const hash = createHash('sha256').update(process.version)
const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.\w+$/.test(name))
  .map((name) => join('src', name))
// The root too: each source knows where it lies.
for (const name of ['package-lock.json', ...sources.sort()]) {
  const file = join(root, name)
  hash.update(`\0${file}\0`).update(readFileSync(file))
}
const directory = join(root, 'node_modules/.cache/touwen', hash.digest('hex').slice(0, 16))
const entry = join(directory, 'main.mjs')
// Errors tell where they happened in the sources.
process.setSourceMapsEnabled(true)
if (existsSync(entry)) await import(pathToFileURL(entry).href)
else {
  const { register } = await import('tsx/esm/api')
  const unregister = register()
  const { compile } = await import('./compile.ts')
  // Where nothing can be kept, the sources themselves are run.
  if (await compile(root, directory)) {
    await unregister()
    await import(pathToFileURL(entry).href)
  } else await import('./main.ts')
}
