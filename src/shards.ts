// Which shard of a deployment holds which articles: a table of place names. Pure; it knows no database and no binding.
import { z } from 'zod'
import type { ArticleMeta, Filters } from './article.ts'
import { AppError, messageOf } from './errors.ts'
import { zonesIn } from './zones.ts'

export interface Shard {
  name: string
  /** Names of bindings: its D1 database and its Vectorize index. */
  db: string
  vectorize: string
  /** The name of the Vectorize index, which the database keeps in mind. */
  index: string
  /** Zones and regions, or beginnings of their names: “江苏”, “镇江”, “江苏丹阳经济开发区”. Empty: the default. */
  holds: readonly string[]
}

/** Shards go by their number, which is their place in the table; 0 is the default. */
export interface ShardTable {
  readonly shards: readonly Shard[]
  /** Where an article belongs: by its zone, else by its region, else in the default. The longest name decides. */
  shardOf(article: Pick<ArticleMeta, 'zone' | 'region'>): number
  /** Where articles that meet the filters can be, ascending. */
  shardsFor(filters: Filters): number[]
  /** Where the zones that a question names are, ascending; null when it names none, or one that the table does not know. */
  shardsNamed(plain: string): number[] | null
}

const tableSchema = z.record(
  z.string().regex(/^[a-z0-9-]{1,32}$/, 'the name of a shard has small letters, digits and hyphens'),
  z.strictObject({
    db: z.string().min(1),
    vectorize: z.string().min(1),
    index: z.string().min(1).max(64),
    holds: z.array(z.string().min(2)).min(1),
  }),
)

/** The default shard of a deployment, which is its only one without a table. */
export function defaultShard(index: string): Shard {
  return { name: 'default', db: 'DB', vectorize: 'VECTORIZE', index, holds: [] }
}

/**
 * Read the table of the shards beside the default: JSON, `{"jiangsu":{"db":"DB_JIANGSU","vectorize":"VECTORIZE_JIANGSU",
 * "index":"touwen-jiangsu","holds":["江苏","镇江"]}}`. Throws `AppError` (misconfigured).
 */
export function readShards(text: string): Shard[] {
  let value: unknown
  try {
    value = text.trim() === '' ? {} : JSON.parse(text)
  } catch (cause) {
    throw misconfigured(`is not JSON (${messageOf(cause)})`, cause)
  }
  const parsed = tableSchema.safeParse(value)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw misconfigured(`has a wrong entry (${issue.path.join('.') || 'table'}: ${issue.message})`)
  }
  const shards = Object.entries(parsed.data).map(([name, shard]) => ({ name, ...shard }))
  for (const key of ['db', 'vectorize', 'index'] as const) {
    const twice = repeated(shards.map((shard) => shard[key]))
    if (twice !== null) throw misconfigured(`names the ${key} “${twice}” for two shards`)
  }
  const twice = repeated(shards.flatMap(({ holds }) => holds))
  if (twice !== null) throw misconfigured(`lets two shards hold “${twice}”`)
  const taken = shards.find(
    ({ name, db, vectorize }) =>
      name === 'default' || db === 'DB' || vectorize === 'VECTORIZE' || db === 'RECORDS',
  )
  if (taken !== undefined) {
    throw misconfigured(
      `gives “${taken.name}” what belongs to the default shard (default, DB, VECTORIZE, RECORDS)`,
    )
  }
  return shards
}

/** The table. `shards`: the default first. */
export function createShardTable(shards: readonly Shard[]): ShardTable {
  const names = shards
    .flatMap(({ holds }, number) => holds.map((name) => ({ name, number })))
    .sort((a, b) => b.name.length - a.name.length)
  const holding = (place: string | null | undefined): number | null =>
    names.find(({ name }) => place?.startsWith(name) === true)?.number ?? null
  const all = shards.map((_, number) => number)
  return {
    shards,
    shardOf: ({ zone, region }) => holding(zone) ?? holding(region) ?? 0,
    shardsFor: ({ zone, region }) => {
      const byZone = holding(zone)
      if (byZone !== null) return [byZone]
      // Articles of a region alone may have any zone, which comes first, and those of an unknown zone any region.
      return zone !== undefined && region !== undefined ? [holding(region) ?? 0] : all
    },
    shardsNamed: (plain) => {
      const zones = zonesIn(plain)
      if (zones.length === 0) return null
      const numbers = new Set<number>()
      for (const { name, isIn } of zones) {
        // “江苏丹阳开发区” begins with a place of the table; “丹阳开发区” is a zone that the table names in full.
        const number = holding(name) ?? names.find((one) => isIn(one.name))?.number
        if (number === undefined) return null
        numbers.add(number)
      }
      return [...numbers].sort((a, b) => a - b)
    },
  }
}

// --- Internal helpers ---

function repeated(values: readonly string[]): string | null {
  return values.find((value, i) => values.indexOf(value) !== i) ?? null
}

function misconfigured(fact: string, cause?: unknown): AppError {
  return new AppError(
    'misconfigured',
    503,
    `TOUWEN_EDGE_SHARDS ${fact}; write {"name":{"db":"DB_NAME","vectorize":"VECTORIZE_NAME","index":"touwen-name","holds":["江苏"]}}`,
    { cause },
  )
}
