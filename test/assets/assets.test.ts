import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Assets } from '../../src/assets/assets.ts'
import { bundleAssets } from '../../src/assets/esbuild.ts'
import { writeAssets } from '../../src/assets/folder.ts'
import { openWorkersAssets, type WorkersAssets } from '../../src/assets/workers-assets.ts'
import { OverloadError } from '../../src/errors.ts'
import { assetsContract } from '../contracts/assets.ts'

let directory: string
let bundled: Assets
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'touwen-assets-'))
  bundled = await bundleAssets()
  await writeAssets(bundled, directory)
})
afterAll(() => rm(directory, { recursive: true, force: true }))

/** The binding over the folder: what is not there is 404. */
const files = (): WorkersAssets => ({
  fetch: async (address) => {
    const body = await readFile(join(directory, new URL(address).pathname)).catch(() => null)
    return new Response(body, { status: body === null ? 404 : 200 })
  },
})

assetsContract('bundled on Node', async () => bundled)
assetsContract('of a deployment on Workers', () => openWorkersAssets(files()))

describe('assets of a deployment', () => {
  it('are those that Node serves, byte for byte', async () => {
    const deployed = await openWorkersAssets(files())
    for (const name of ['chat.js', 'console.css', 'widget.js'] as const) {
      const [own, other] = [bundled.named(name), deployed.named(name)]
      expect([other.path, other.type]).toEqual([own.path, own.type])
      expect(await other.body()).toEqual(await own.body())
    }
  })

  it('are written in the place of those of before, and of nothing else', async () => {
    const renamed: Assets = {
      ...bundled,
      named: (name) => {
        const asset = bundled.named(name)
        return { ...asset, path: asset.path.replace(/-[A-Z0-9]{8}\./, '-OLD00000.') }
      },
    }
    await writeAssets(renamed, directory)
    await writeFile(join(directory, 'assets', 'mine.txt'), 'mine')
    const paths = await writeAssets(bundled, directory)
    const found = (await readdir(join(directory, 'assets'))).map((name) => `/assets/${name}`)
    expect(found.sort()).toEqual([...paths, '/assets/mine.txt'].sort())
  })

  it.each([
    ['nothing', { status: 404, json: async () => null }],
    ['something else', { status: 200, json: async () => ({ 'chat.js': { path: '/elsewhere.js' } }) }],
    ['no JSON', { status: 200, json: () => Promise.reject(new SyntaxError('no')) }],
  ])('that are %s: says what to do', async (_, answer) => {
    const binding: WorkersAssets = {
      fetch: async () => ({ arrayBuffer: async () => new ArrayBuffer(0), ...answer }),
    }
    await expect(openWorkersAssets(binding)).rejects.toMatchObject({
      code: 'misconfigured',
      status: 503,
      message: expect.stringMatching(/npx wrangler deploy/),
    })
  })

  it('that cannot be read just now are tried again later', async () => {
    const binding = files()
    let failing: 'throws' | 'refuses' | null = null
    const assets = await openWorkersAssets({
      fetch: async (address) => {
        if (failing === 'throws') throw new Error('network connection lost')
        return failing === null ? binding.fetch(address) : new Response(null, { status: 500 })
      },
    })
    const chat = assets.named('chat.js')
    for (failing of ['throws', 'refuses'] as const) await expect(chat.body()).rejects.toThrow(OverloadError)
    failing = null
    expect(await chat.body()).toEqual(await bundled.named('chat.js').body())
  })
})
