// Assets written into a folder, for a deployment whose platform serves files: each under its path, and what they are called.
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ASSET_NAMES, type Assets } from './assets.ts'
import { MANIFEST, manifestSchema, type Manifest } from './manifest.ts'

/** Write them, in the place of those that were written there before. Returns their paths. */
export async function writeAssets(assets: Assets, directory: string): Promise<string[]> {
  const named = ASSET_NAMES.map((name) => [name, assets.named(name)] as const)
  // Nothing else is removed, whatever folder was given.
  for (const { path } of Object.values(await written(directory)))
    await rm(join(directory, path), { force: true })
  for (const [, asset] of named) {
    const to = join(directory, asset.path)
    await mkdir(dirname(to), { recursive: true })
    await writeFile(to, await asset.body())
  }
  // Last: where it stands, all it names is there.
  const manifest = Object.fromEntries(named.map(([name, { path, type }]) => [name, { path, type }]))
  await writeFile(join(directory, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
  return named.map(([, { path }]) => path)
}

async function written(directory: string): Promise<Partial<Manifest>> {
  const text = await readFile(join(directory, MANIFEST), 'utf8').catch(() => '{}')
  try {
    return manifestSchema.parse(JSON.parse(text))
  } catch {
    return {}
  }
}
