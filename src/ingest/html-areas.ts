// Zone and region of a page: what is labelled first, then the breadcrumb, the column, the name of the site and the
// source. A menu's entries are neither.
import { crumbs, regionOf, regionOfOffice, zoneOf } from './fields.ts'
import { placeOf, type Block } from './html-blocks.ts'
import type { HeadFields } from './html-head.ts'
import { nameWords } from './html-names.ts'
import { elements, type Element } from './html-tree.ts'
import { choose, type Option, type Trace } from './trace.ts'

interface Known {
  head: HeadFields
  source: string | null
  zones: Option[]
  regions: Option[]
}

/** Zone and region. Breadcrumbs are looked for from block `start` up to the body and among named elements. */
export function findAreas(
  root: Element,
  blocks: readonly Block[],
  { start, before }: { start: number; before: number },
  known: Known,
  trace: Trace,
): { zone: string | null; region: string | null } {
  const { head, source } = known
  const zones = [...known.zones]
  const regions = [...known.regions]
  const trails = [...trailsOf(root, blocks, start, before)]
  for (const [n, { trail, from }] of trails.entries()) {
    const region = regionOf(trail)
    const note = 'the innermost crumb that is a region'
    if (region !== null) regions.push({ value: region, from, note, rank: 1 + n / 100 })
    for (const crumb of trail) {
      const zone = zoneOf(crumb)
      if (zone !== null) zones.push({ value: zone, from, note: 'a crumb that is a zone', rank: 3 + n / 100 })
    }
  }
  const named: [string | null, string, number][] = [
    [head.siteName, 'the name of the site', 1],
    [source, 'the source', 2],
    [head.column, 'the column', 4],
  ]
  for (const [name, from, rank] of named) {
    const zone = zoneOf(name)
    if (zone !== null) zones.push({ value: zone, from, note: 'it is the name of a zone', rank })
    const region = regionOfOffice(name)
    if (region !== null)
      regions.push({ value: region, from, note: 'an office of that region', rank: rank + 2 })
  }
  return {
    zone: choose(trace, 'zone', zones)?.value ?? null,
    region: choose(trace, 'region', regions)?.value ?? null,
  }
}

const TRAIL_NAMES = /^(?:breadcrumbs?|crumbs?|mbx|dqwz|location|position|weizhi|wz|path|curpos|current|site)$/

// Breadcrumbs in one line, and those that stand as a list: <ol><li>首页<li>要闻<li>镇江.
function* trailsOf(
  root: Element,
  blocks: readonly Block[],
  start: number,
  before: number,
): Iterable<{ trail: string[]; from: string }> {
  for (let i = start; i < before; i += 1) {
    const trail = crumbs(blocks[i]!.marked)
    if (trail !== null) yield { trail, from: placeOf(blocks, i) }
  }
  for (const el of elements(root)) {
    const lines = el.to - el.from
    if (lines < 2 || lines > 8 || el.from >= before) continue
    if (el.tag !== 'ol' && !nameWords(el).some((word) => TRAIL_NAMES.test(word))) continue
    const trail = blocks
      .slice(el.from, el.to)
      .map(({ text }) => text.replace(/^[>＞»›/\s]+|[>＞»›/\s]+$/g, ''))
    if (trail.some((text) => text.length > 20)) continue
    const home = trail.findIndex((text) => /(?:首页|主页)$|^home$/i.test(text))
    if (home < 0 || home > 1 || trail.slice(home).length < 2) continue
    yield { trail: trail.slice(home), from: placeOf(blocks, el.from) }
  }
}
