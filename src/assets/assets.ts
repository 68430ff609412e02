// Port: scripts and style sheets of the pages, ready to be sent. Their paths hold a hash of what they hold, so that browsers
// may keep them for good.

/** What pages may ask for. `widget.js` is what portals put into their own pages. */
export const ASSET_NAMES = [
  'chat.js',
  'chat.css',
  'article.js',
  'article.css',
  'console.js',
  'console.css',
  'embed.js',
  'embed.css',
  'preview.js',
  'widget.js',
] as const
export type AssetName = (typeof ASSET_NAMES)[number]

export interface Asset {
  /** Where it is served: `/assets/chat-3FA9C0DE.js`. */
  path: string
  /** Its media type. */
  type: string
  /** What it holds. Throws `OverloadError` where it has to be fetched and cannot be just now. */
  body(): Promise<Uint8Array<ArrayBuffer>>
  /** The same, compressed; null where whoever carries the reply compresses it. */
  gzip: Uint8Array<ArrayBuffer> | null
}

export interface Assets {
  /** Throws for a name that is none of the assets: a fault of the program. */
  named(name: AssetName): Asset
  /** The asset of a path, or null. */
  at(path: string): Asset | null
}
