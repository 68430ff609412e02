// What files of assets are called, beside files that were written for a deployment.
import { z } from 'zod'
import { ASSET_NAMES } from './assets.ts'

/** The file it stands in. */
export const MANIFEST = 'assets.json'

/** Path and media type of each asset, by name. */
export const manifestSchema = z.record(
  z.enum(ASSET_NAMES),
  z.object({ path: z.string().regex(/^\/assets\/[\w-]{1,80}\.(?:js|css)$/), type: z.string() }),
)
export type Manifest = z.output<typeof manifestSchema>
