// The assets of a deployment on Workers, behind their binding. What they are called stands in a file beside them; how they are
// sent is not its matter: every reply comes from the program, with the same headers as on Node.
//   https://developers.cloudflare.com/workers/static-assets/binding/
import { AppError, messageOf, OverloadError } from '../errors.ts'
import type { Asset, Assets } from './assets.ts'
import { MANIFEST, manifestSchema, type Manifest } from './manifest.ts'

/** What is needed of the binding. */
export interface WorkersAssets {
  fetch(address: string): Promise<Pick<Response, 'status' | 'json' | 'arrayBuffer'>>
}

/** Open them. Throws `AppError` (503) with the remedy when they were not made for this program. */
export async function openWorkersAssets(files: WorkersAssets): Promise<Assets> {
  const named = new Map(
    Object.entries(await manifestOf(files)).map(([name, { path, type }]) => [
      name,
      { path, type, body: () => contentOf(files, path), gzip: null } satisfies Asset,
    ]),
  )
  const byPath = new Map([...named.values()].map((asset) => [asset.path, asset]))
  return {
    named: (name) => named.get(name)!,
    at: (path) => byPath.get(path) ?? null,
  }
}

// --- Internal helpers ---

async function manifestOf(files: WorkersAssets): Promise<Manifest> {
  const { status, json } = await reading(files, `/${MANIFEST}`)
  const read = manifestSchema.safeParse(status === 200 ? await json().catch(() => null) : null)
  if (read.success) return read.data
  throw new AppError(
    'misconfigured',
    503,
    `the files of the pages are not those of this program (${MANIFEST}: ${status}); deploy again with “npx wrangler deploy”, which makes them`,
  )
}

async function contentOf(files: WorkersAssets, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const { status, arrayBuffer } = await reading(files, path)
  if (status === 200) return new Uint8Array(await arrayBuffer())
  throw new OverloadError(`the file ${path} cannot be read just now (${status}); try again`)
}

async function reading(files: WorkersAssets, path: string) {
  try {
    // Only the path counts.
    const response = await files.fetch(`https://assets${path}`)
    return {
      status: response.status,
      json: () => response.json() as Promise<unknown>,
      arrayBuffer: () => response.arrayBuffer(),
    }
  } catch (cause) {
    throw new OverloadError(`the file ${path} cannot be read just now (${messageOf(cause)}); try again`, {
      cause,
    })
  }
}
