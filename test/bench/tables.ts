// Figures as Markdown tables. Pure.
import type { Rate } from './ingest-rate.ts'
import { exponent, type Outcomes } from './measures.ts'
import type { Served } from './phases.ts'
import type { Service } from './service.ts'

/** One system over one corpus. Bytes and seconds; null where it is not known. */
export interface SystemFigures {
  system: string
  articles: number
  passages: number
  buildSeconds: number | null
  buildRss: number | null
  indexBytes: number
  served: Served
}

const NAMES: Record<string, string> = {
  touwen: 'TouWen search',
  minisearch: 'MiniSearch, jieba',
  fts5: 'SQLite FTS5 trigram',
  langchain: 'LangChain.js, vectors in memory',
}

/** Rows of cells as Markdown, the first left-aligned, the others right. */
export function markdown(head: string[], rows: string[][]): string {
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'))
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** The systems beside each other, with how many answers were right below. */
export function systemsTable(all: SystemFigures[]): string {
  const rows = all.flatMap(({ system, passages, buildSeconds, buildRss, indexBytes, served }) => {
    const { evidence, search, searchRss, ask } = served
    const index = [seconds(buildSeconds), megabytes(indexBytes), megabytes(buildRss)]
    const shares = [share(evidence.at1), share(evidence.at5), share(evidence.at10)]
    const searched = [NAMES[system] ?? system, String(passages), ...shares, ms(search.p50), ms(search.p95)]
    const rows = [[...searched, megabytes(searchRss), ...index]]
    if (ask !== null) {
      const { latency, rss } = ask
      const same = ['”', '”', '”']
      rows.push([
        'TouWen ask',
        String(passages),
        '',
        '',
        '',
        ms(latency.p50),
        ms(latency.p95),
        megabytes(rss),
        ...same,
      ])
    }
    return rows
  })
  const head = [
    'system', 'passages', 'evidence@1', '@5', '@10', 'p50 ms', 'p95 ms', 'RSS MB', 'build s', 'index MB', 'build RSS MB',
  ] // prettier-ignore
  const answers = all.flatMap(({ served }) =>
    served.ask === null ? [] : [outcomesLine(served.ask.outcomes)],
  )
  return [markdown(head, rows), ...answers].join('\n\n')
}

function outcomesLine({ answerable, right, refused, unanswerable, refusedRightly }: Outcomes): string {
  return (
    `TouWen ask: ${right} of ${answerable} answerable questions right (${refused} refused), ` +
    `${refusedRightly} of ${unanswerable} unanswerable ones refused.`
  )
}

/** TouWen over growing corpora; the last row has the exponent b of x^b, x the number of passages. */
export function growthTable(all: SystemFigures[]): string {
  const columns: [string, (one: SystemFigures) => number | null, (value: number | null) => string][] = [
    ['search p95 ms', ({ served }) => served.search.p95, ms],
    ['ask p95 ms', ({ served }) => served.ask?.latency.p95 ?? null, ms],
    ['build s', (one) => one.buildSeconds, seconds],
    ['index MB', (one) => one.indexBytes, megabytes],
    ['RSS MB', ({ served }) => served.ask?.rss ?? served.searchRss, megabytes],
  ]
  const rows = all.map((one) => [
    String(one.articles),
    String(one.passages),
    ...columns.map(([, value, shown]) => shown(value(one))),
  ])
  const slopes = columns.map(([, value]) => {
    const points = all.flatMap((one): [number, number][] => {
      const y = value(one)
      return y === null ? [] : [[one.passages, y]]
    })
    const found = exponent(points)
    return Number.isNaN(found) ? '–' : found.toFixed(2)
  })
  return markdown(
    ['articles', 'passages', ...columns.map(([name]) => name)],
    [...rows, ['exponent', '', ...slopes]],
  )
}

/** The service beside its targets. */
export function serviceTable(service: Service, rate: Rate, passages: number): string {
  const { distinct, repeated, coldStart, rss } = service
  return markdown(
    ['service', 'measured', 'target'],
    [
      [`asks a second, ${distinct.questions} distinct questions`, distinct.perSecond.toFixed(2), '≥ 8'],
      ['asks a second, one question repeated', repeated.perSecond.toFixed(0), '≥ 500'],
      [
        `cold start to /readyz over ${passages} passages, best of 5 (median)`,
        `${seconds(coldStart.min / 1000)} s (${seconds(coldStart.median / 1000)} s)`,
        '< 3 s at 70 k',
      ],
      [
        `ingest beside the embedder alone, ${rate.passages} passages`,
        `${rate.ingest.toFixed(1)} of ${rate.embedder.toFixed(1)} a second: ${(rate.share * 100).toFixed(0)} %`,
        '≥ 90 %',
      ],
      ['most memory of the server', `${megabytes(rss)} MB`, ''],
    ],
  )
}

function known(value: number | null, digits: (value: number) => number): string {
  return value === null || Number.isNaN(value) ? '–' : value.toFixed(digits(value))
}

const share = (value: number | null): string => known(value, () => 3)
const ms = (value: number | null): string => known(value, (ms) => (ms < 10 ? 1 : 0))
const seconds = (value: number | null): string => known(value, (s) => (s < 10 ? 2 : 0))
const megabytes = (bytes: number | null): string =>
  known(bytes === null ? null : bytes / 1e6, (mb) => (mb < 10 ? 1 : 0))
