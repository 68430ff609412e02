// What every Assets must do.
import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { ASSET_NAMES, type Assets } from '../../src/assets/assets.ts'

/** Run the suite over the assets of this program. */
export function assetsContract(name: string, open: () => Promise<Assets>): void {
  describe(`assets: ${name}`, () => {
    let assets: Assets
    beforeAll(async () => {
      assets = await open()
    })

    it.each(ASSET_NAMES)('has %s, under a path that holds a hash', async (one) => {
      const asset = assets.named(one)
      const [stem, ending] = one.split('.')
      expect(asset.path).toMatch(new RegExp(`^/assets/${stem}-[A-Z0-9]{8}\\.${ending}$`))
      expect(asset.type).toBe(`text/${ending === 'js' ? 'javascript' : 'css'}; charset=utf-8`)
      const body = await asset.body()
      expect(body.length).toBeGreaterThan(500)
      if (asset.gzip !== null) expect(new Uint8Array(gunzipSync(asset.gzip))).toEqual(body)
      expect(assets.at(asset.path)).toBe(asset)
    })

    it('has nothing else', () => {
      for (const path of ['/assets/chat.js', '/assets/', '/assets.json', '/assets/../assets.json', '']) {
        expect(assets.at(path)).toBeNull()
      }
    })
  })
}
