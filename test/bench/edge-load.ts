// Load on a deployment, simulated: the Worker's own engine over services that take their time on a clock of their own.
//   npx tsx test/bench/edge-load.ts [questions]
// Latencies are those of edge/figures.ts, most of them assumed: it tells how waiting adds up, not how quick Cloudflare is.
import { QUESTIONS } from '../edge/shard-corpus.ts'
import { randomness } from '../store/sample.ts'
import { createClock } from './edge/clock.ts'
import { costOfQuestions, questionsASecond } from './edge/costs.ts'
import { LIMITS } from './edge/figures.ts'
import { openWorld, type Asked, type Service } from './edge/world.ts'

export interface Load {
  passages: number
  shards: number
  questions: number
  /** Questions a second, at random. */
  rate: number
  /** Of questions that name a zone of one shard; the others go to all. */
  named: number
  seed?: number
}

export interface Measured extends Load {
  /** In ms: of the whole, and of the time that some call of a service was in work. */
  p50: Record<Service | 'total', number>
  p95: Record<Service | 'total', number>
  /** For one question on average. */
  used: Omit<Asked, 'spans' | 'connect'>
  /** The most that one question made. */
  subrequests: number
  /** Share of the time that the busiest database worked. */
  busy: number
  /** US dollars for 1,000 questions. */
  cost: ReturnType<typeof costOfQuestions>
}

/** Processor time of a question in the Worker, assumed; it is billed. */
const CPU_MS = 50

/** Run it. */
export async function simulate(load: Load): Promise<Measured> {
  const { questions, rate, named, seed = 1 } = load
  const random = randomness(seed)
  const clock = createClock()
  const world = await openWorld(clock, { ...load, seed })
  const asked: Asked[] = []
  const totals: number[] = []
  const one = async (i: number): Promise<void> => {
    const question = QUESTIONS[Math.floor(random() * QUESTIONS.length)]!
    const filters = random() < named ? { filters: { zone: ZONED[i % ZONED.length]! } } : {}
    const began = clock.now()
    asked.push(
      await world.watch(() => world.engine.ask({ question, asked_at: '2023-01-01T00:00:00Z', ...filters })),
    )
    totals.push(clock.now() - began)
  }
  await clock.run(async () => {
    const all: Promise<void>[] = []
    for (let i = 0; i < questions; i += 1) {
      await clock.sleep((-Math.log(1 - random()) / rate) * 1000)
      all.push(one(i))
    }
    await Promise.all(all)
  })
  const at = (share: number): Record<Service | 'total', number> => ({
    total: quantile(totals, share),
    d1: quantile(
      asked.map(({ spans }) => covered(spans.d1)),
      share,
    ),
    vectorize: quantile(
      asked.map(({ spans }) => covered(spans.vectorize)),
      share,
    ),
    embed: quantile(
      asked.map(({ spans }) => covered(spans.embed)),
      share,
    ),
    rerank: quantile(
      asked.map(({ spans }) => covered(spans.rerank)),
      share,
    ),
  })
  const mean = (of: (one: Asked) => number): number => asked.reduce((sum, a) => sum + of(a), 0) / asked.length
  const used = {
    embedded_tokens: mean((a) => a.embedded_tokens),
    reranked_tokens: mean((a) => a.reranked_tokens),
    vector_queries: mean((a) => a.vector_queries),
    rows_read: mean((a) => a.rows_read),
    rows_written: 0,
    cpu_ms: CPU_MS,
    calls: {
      d1: mean((a) => a.calls.d1),
      vectorize: mean((a) => a.calls.vectorize),
      embed: mean((a) => a.calls.embed),
      rerank: mean((a) => a.calls.rerank),
    },
  }
  return {
    ...load,
    p50: at(0.5),
    p95: at(0.95),
    used,
    subrequests: Math.max(...asked.map(({ calls }) => Object.values(calls).reduce((a, b) => a + b, 0))),
    busy: world.busiest() / clock.now(),
    cost: costOfQuestions(used),
  }
}

/** Zones of the first shards, by their table. */
const ZONED = ['江苏丹阳经济开发区', '浙江德清经济开发区', '广东增城经济技术开发区']

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0
}

/** How long at least one of the spans lasted. */
function covered(spans: [number, number][]): number {
  let [sum, until] = [0, 0]
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    sum += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return sum
}

/** As lines of a table. */
export function told(one: Measured): string {
  const { p50, p95, used, cost } = one
  const services: readonly (Service | 'total')[] = ['total', 'embed', 'd1', 'vectorize', 'rerank']
  return [
    `${one.passages} passages, ${one.shards} shards, ${one.rate}/s, ${100 * one.named} % of one shard, ${one.questions} questions`,
    ...services.map(
      (name) => `  ${name.padEnd(10)} p50 ${p50[name].toFixed(0)} ms, p95 ${p95[name].toFixed(0)} ms`,
    ),
    `  a question: ${used.calls.d1.toFixed(1)} D1, ${used.calls.vectorize.toFixed(1)} Vectorize, ${used.calls.embed.toFixed(1)} + ${used.calls.rerank.toFixed(1)} AI calls; ` +
      `at most ${one.subrequests} of ${LIMITS.subrequests.value} subrequests`,
    `  ${used.rows_read.toFixed(0)} rows read, ${used.embedded_tokens.toFixed(0)} + ${used.reranked_tokens.toFixed(0)} tokens`,
    `  busiest database ${(100 * one.busy).toFixed(0)} % (bears ${questionsASecond(one.passages, one.shards, one.named).toFixed(1)}/s)`,
    `  1,000 questions: $${cost.total.toFixed(3)} (AI ${cost.ai.toFixed(3)}, Vectorize ${cost.vectorize.toFixed(3)}, D1 ${cost.d1.toFixed(3)}, Workers ${cost.workers.toFixed(3)})`,
  ].join('\n')
}

if (process.argv[1]?.endsWith('edge-load.ts') === true) {
  const questions = Number(process.argv[2] ?? 60)
  const loads: Load[] = [
    { passages: 10_000, shards: 1, questions, rate: 20, named: 0 },
    { passages: 1_000_000, shards: 2, questions, rate: 0.5, named: 0 },
    { passages: 1_000_000, shards: 24, questions, rate: 20, named: 0.9 },
    { passages: 50_000_000, shards: 54, questions, rate: 20, named: 1 },
    { passages: 50_000_000, shards: 54, questions: Math.min(10, questions), rate: 0.2, named: 0 },
  ]
  for (const load of loads) process.stdout.write(`${told(await simulate(load))}\n`)
}
