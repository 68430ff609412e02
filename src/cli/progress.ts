// Ingest, shown while it runs: a bar on a terminal, lines elsewhere; failures as they come.
import { SingleBar } from 'cli-progress'
import type { Failure, IngestEvent, IngestReport } from '../engine.ts'

type Done = Extract<IngestEvent, { kind: 'progress' }>

interface Deps {
  /** Where it is shown; the bar needs a terminal. */
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>
  /** Milliseconds. */
  now?: () => number
}

export interface Progress {
  event(event: IngestEvent): void
  /** Say something without breaking the bar. */
  tell(line: string): void
  /** The last state, once; then nothing more. */
  end(): void
}

/** Files that are passed over, and warnings, are listed up to this many each. */
const LISTED = 20
/** Lines come at most once in so many ms. */
const LINE_EVERY = 1000

/** Show the events of one run. */
export function createProgress({ stream, now = () => performance.now() }: Deps): Progress {
  const began = now()
  const counts = { skipped: 0, warning: 0 }
  const bar = stream.isTTY ? createBar(stream as NodeJS.WriteStream) : null
  let last: { event: Done; text: string; shown: boolean } | null = null
  let first: { at: number; passages: number } | null = null
  let shownAt = -Infinity
  let barIsOn = false

  const tell = (line: string): void => {
    // The bar draws itself again on the next line.
    stream.write(barIsOn ? `\r\u001b[K${line}\n` : `${line}\n`)
  }
  const show = (): void => {
    if (last === null || last.shown) return
    last.shown = true
    shownAt = now()
    if (bar === null) tell(last.text)
    else bar.update(last.event.passages_done, { text: last.text })
  }
  const advance = (event: Done): void => {
    const at = now()
    first ??= { at, passages: event.passages_done }
    // The first article is measured from the beginning; then reading the files no longer counts.
    const rate =
      event.passages_done > first.passages && at - first.at > LINE_EVERY
        ? (event.passages_done - first.passages) / (at - first.at)
        : event.passages_done / Math.max(at - began, 1)
    last = { event, text: progressText(event, rate * 1000), shown: false }
    if (bar !== null && !barIsOn) {
      barIsOn = true
      bar.start(event.passages, event.passages_done, { text: last.text })
    }
    if (bar !== null || at - shownAt >= LINE_EVERY) show()
  }
  const listed = (kind: 'skipped' | 'warning', line: string): void => {
    counts[kind] += 1
    if (counts[kind] <= LISTED) tell(line)
    else if (counts[kind] === LISTED + 1) tell(`… and more such (${kind})`)
  }

  return {
    tell,
    event: (event) => {
      if (event.kind === 'progress') advance(event)
      else if (event.kind === 'failed') tell(failureLine(event))
      else if (event.kind === 'skipped') listed('skipped', `${event.path}: skipped: ${event.reason}`)
      else if (event.kind === 'warning') listed('warning', `${event.path}: warning: ${event.message}`)
    },
    end: () => {
      show()
      if (barIsOn) bar?.stop()
      barIsOn = false
      last = null
    },
  }
}

/** “path[:line]: fact: remedy”. */
export function failureLine({ path, line, fact, remedy }: Failure): string {
  return `${path}${line === undefined ? '' : `:${line}`}: ${fact}: ${remedy}`
}

/** “12 of 40 articles, 80 of 240 passages, 16.2 passages/s, 10 s left”. `rate`: passages per second. */
export function progressText({ done, total, passages, passages_done }: Done, rate: number): string {
  const left =
    rate > 0 && passages_done < passages ? `, ${durationText((passages - passages_done) / rate)} left` : ''
  return `${done} of ${total} articles, ${passages_done} of ${passages} passages, ${rate.toFixed(1)} passages/s${left}`
}

/** “45 s”, “2 min 05 s”, “1 h 02 min”. */
export function durationText(seconds: number): string {
  const whole = Math.ceil(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`
}

/** What a run came to, in one line. */
export function summaryLine(report: IngestReport): string {
  const { added, updated, unchanged, removed, skipped, failed, passages, seconds } = report
  const rate = seconds > 0 && passages > 0 ? ` (${(passages / seconds).toFixed(1)}/s)` : ''
  return (
    `${added} added, ${updated} updated, ${unchanged} unchanged, ${removed} removed, ${skipped} skipped, ` +
    `${failed.length} failed; ${passages} passages in ${durationText(seconds)}${rate}`
  )
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}

function createBar(stream: NodeJS.WriteStream): SingleBar {
  return new SingleBar({
    stream,
    format: '[{bar}] {percentage}% {text}',
    barsize: 20,
    barCompleteChar: '=',
    barIncompleteChar: ' ',
    // Ctrl-C ends the run in an orderly way, and the run ends the bar.
    gracefulExit: false,
  })
}
