// `touwen stats`: what the index holds.
import { Command } from 'commander'
import type { IndexStats } from '../engine.ts'
import { openEngine } from '../node.ts'
import { configOf } from './settings.ts'
import { oneLine } from './terminal.ts'

/** Zones and sources are listed up to this many each. */
const LISTED = 10

/** The command. */
export function statsCommand(): Command {
  return new Command('stats')
    .description('Show what the index holds')
    .option('--json', 'print it as JSON, with all zones and sources')
    .addHelpText('after', '\nExample:\n  npm run -s touwen -- stats --index indexes/default')
    .action(async (options: { json?: boolean }, command: Command) => {
      const engine = await openEngine(configOf(command), { mode: 'read' })
      try {
        const stats = await engine.stats()
        process.stdout.write(
          options.json === true ? `${JSON.stringify(stats, null, 2)}\n` : formatStats(stats),
        )
      } finally {
        await engine.close()
      }
    })
}

/** The figures as aligned lines, then the largest zones and sources. */
export function formatStats(stats: IndexStats): string {
  const { published_from, published_to } = stats
  const rows: [string, string][] = [
    ['index', `${stats.name} (${stats.directory})`],
    ['articles', String(stats.articles)],
    ['passages', String(stats.passages)],
    ['vectors', String(stats.vectors)],
    [
      'published',
      published_from === null ? 'unknown' : `${published_from} to ${published_to ?? published_from}`,
    ],
    ['built', stats.built_at ?? 'never'],
    ['embedder', stats.embedder],
    ['reader', stats.reader],
  ]
  const lines = rows.map(([name, value]) => `${name.padEnd(10)} ${value}`)
  return `${[...lines, ...facet('zones', stats.zones), ...facet('sources', stats.sources)].join('\n')}\n`
}

function facet(name: string, values: IndexStats['zones']): string[] {
  if (values.length === 0) return []
  const shown = values
    .slice(0, LISTED)
    .map(({ value, count }) => `  ${String(count).padStart(6)}  ${oneLine(value)}`)
  const more = values.length > LISTED ? [`          … and ${values.length - LISTED} more`] : []
  return [`${name}:`, ...shown, ...more]
}
