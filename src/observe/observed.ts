// An engine that is watched: each question and each ingested passage is counted, whichever face it came through.
import type { Answer } from '../contract.ts'
import type { Engine, IngestOptions } from '../engine.ts'
import type { Meter } from './meter.ts'

type Watched = Pick<Engine, 'ask' | 'stream' | 'ingest' | 'articles'>

/** The same engine; `meter` hears of what it does, and `log` of each ingest. */
export function observed<E extends Watched>(
  engine: E,
  meter: Meter,
  log: (event: string, more: object) => void = () => undefined,
): E {
  const settled = (answer: Answer): Answer => {
    meter.question(answer.outcome, answer.refusal?.reason ?? null, answer.timings_ms)
    return answer
  }
  const watched: Omit<Watched, 'articles'> = {
    ask: async (request, signal, asking) => settled(await engine.ask(request, signal, asking)),
    stream: async function* (request, signal, asking) {
      for await (const event of engine.stream(request, signal, asking)) {
        if (event.type === 'answer') settled(event.answer)
        yield event
      }
    },
    ingest: async (paths, options) => {
      const report = await engine.ingest(paths, counted(meter, options))
      log('ingested', { ...report, failed: report.failed.length })
      return report
    },
  }
  const { load } = engine.articles
  const articles = {
    ...engine.articles,
    load: (files: Parameters<typeof load>[0], options?: IngestOptions) =>
      load(files, counted(meter, options)),
  }
  return { ...engine, ...watched, articles }
}

function counted(meter: Meter, options: IngestOptions = {}): IngestOptions {
  let before = 0
  return {
    ...options,
    onEvent(event) {
      if (event.kind === 'progress') {
        meter.ingested(event.passages_done - before)
        before = event.passages_done
      }
      options.onEvent?.(event)
    },
  }
}
