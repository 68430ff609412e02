// GET /assets/…, /widget.js and /favicon.svg: the files that pages are made of.
import { Hono } from 'hono'
import type { Context } from 'hono'
import type { Asset } from '../../assets/assets.ts'
import { NotFoundError } from '../../errors.ts'
import { hasAlready } from '../conditions.ts'
import type { AppEnv, WithAssets } from '../deps.ts'

/** Their paths change with what they hold. */
const FOR_GOOD = 'public, max-age=31536000, immutable'
/** Portals name it without a hash; a new release reaches them within this time. */
const FOR_A_WHILE = 'public, max-age=300'

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0a5c86"/><path d="M9 10h14M9 16h14M9 22h8" stroke="#fff" stroke-width="2.5" stroke-linecap="round"/></svg>`

/** The routes. */
export function assetRoutes({ assets }: WithAssets) {
  return new Hono<AppEnv>()
    .get('/assets/:file', (c) => {
      const asset = assets.at(c.req.path)
      if (asset === null)
        throw new NotFoundError(`there is no file ${c.req.path.slice(0, 100)}; load the page anew`)
      return send(c, asset, FOR_GOOD)
    })
    .get('/widget.js', (c) => {
      // Loaded by pages of other origins, as classic scripts are.
      c.header('Cross-Origin-Resource-Policy', 'cross-origin')
      return send(c, assets.named('widget.js'), FOR_A_WHILE)
    })
    .get('/favicon.svg', (c) => {
      c.header('Cache-Control', FOR_A_WHILE)
      return c.body(ICON, 200, { 'Content-Type': 'image/svg+xml' })
    })
}

// The path with its hash names just this content.
async function send(c: Context<AppEnv>, asset: Asset, caching: string): Promise<Response> {
  const { path, type, gzip } = asset
  const small = /\bgzip\b/.test(c.req.header('Accept-Encoding') ?? '') ? gzip : null
  const etag = `"${path.slice('/assets/'.length)}${small === null ? '' : '.gz'}"`
  // A proxy that compresses it makes the tag a weak one.
  const content = hasAlready(c.req.raw.headers, etag) ? null : (small ?? (await asset.body()))
  c.header('Cache-Control', caching)
  c.header('Vary', 'Accept-Encoding', { append: true })
  c.header('ETag', etag)
  if (content === null) return c.body(null, 304)
  if (small !== null) c.header('Content-Encoding', 'gzip')
  return c.body(content, 200, { 'Content-Type': type })
}
