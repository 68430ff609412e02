// The plots of the overview, by day: questions by outcome, time to answer, ratings.
import type { Usage } from '../../../usage-contract.ts'
import { overviewWords } from '../../../web/words/overview.ts'
import { language } from '../here.ts'
import { Plot, striped, type Palette, type PlotConfiguration } from './plot.tsx'

const words = overviewWords(language)

interface PlotsProps {
  usage: Usage
}

/** Stacked by outcome. */
export function QuestionsPlot({ usage }: PlotsProps) {
  const { days, from, to } = usage
  const all = days.map(({ answered, refused, conflicting }) => answered + refused + conflicting)
  const most = Math.max(...all)
  const busiest = days[all.indexOf(most)]?.day ?? to
  const draw = (palette: Palette): PlotConfiguration => ({
    type: 'bar',
    data: {
      labels: labelsOf(usage),
      datasets: [
        bar(words.answered, days.map(({ answered }) => answered), palette.accent, palette),
        bar(words.conflicting, days.map(({ conflicting }) => conflicting), palette.ink, palette),
        bar(words.refused, days.map(({ refused }) => refused), striped(palette.quiet, palette.paper), palette),
      ],
    },
  }) // prettier-ignore
  return (
    <Plot
      title={words.perDay}
      label={words.perDayLabel(from, to, most, busiest)}
      of={usage}
      draw={draw}
      heads={[words.day, words.answered, words.conflicting, words.refused]}
      rows={days.map(({ day, answered, conflicting, refused }) => [day, answered, conflicting, refused])}
    />
  )
}

/** The median and the 95th percentile. */
export function LatencyPlot({ usage }: PlotsProps) {
  const { days, totals } = usage
  const shown = (ms: number | null): string => (ms === null ? '—' : words.milliseconds(ms))
  const draw = ({ accent, ink }: Palette): PlotConfiguration => ({
    type: 'line',
    data: {
      labels: labelsOf(usage),
      datasets: [
        line(
          words.p50,
          days.map(({ p50_ms }) => p50_ms),
          accent,
          [],
        ),
        line(
          words.p95,
          days.map(({ p95_ms }) => p95_ms),
          ink,
          [6, 4],
        ),
      ],
    },
    options: {
      scales: { y: { ticks: { callback: (value) => words.milliseconds(Number(value)) } } },
      plugins: {
        tooltip: {
          callbacks: {
            label: ({ dataset, parsed }) => `${dataset.label ?? ''} ${shown(parsed.y)}`,
          },
        },
      },
    },
  })
  return (
    <Plot
      title={words.latency}
      label={words.latencyLabel(shown(totals.p50_ms), shown(totals.p95_ms))}
      of={usage}
      draw={draw}
      heads={[words.day, words.p50, words.p95]}
      rows={days.map(({ day, p50_ms, p95_ms }) => [day, shown(p50_ms), shown(p95_ms)])}
    />
  )
}

/** Up and down. */
export function FeedbackPlot({ usage }: PlotsProps) {
  const { days, totals } = usage
  const draw = (palette: Palette): PlotConfiguration => ({
    type: 'bar',
    data: {
      labels: labelsOf(usage),
      datasets: [
        bar(words.up, days.map(({ up }) => up), palette.accent, palette),
        bar(words.down, days.map(({ down }) => down), striped(palette.warn, palette.paper), palette),
      ],
    },
  }) // prettier-ignore
  return (
    <Plot
      title={words.feedback}
      label={words.feedbackLabel(totals.up, totals.down)}
      of={usage}
      draw={draw}
      heads={[words.day, words.up, words.down]}
      rows={days.map(({ day, up, down }) => [day, up, down])}
    />
  )
}

// --- Internal helpers ---

// 11-23: the year is in the line above the figures.
function labelsOf({ days }: Usage): string[] {
  return days.map(({ day }) => day.slice(5))
}

type Dataset = PlotConfiguration['data']['datasets'][number]

function bar(label: string, data: number[], fill: string | CanvasPattern, { paper }: Palette): Dataset {
  // A gap of paper between the parts of a stack.
  return {
    type: 'bar',
    label,
    data,
    backgroundColor: fill,
    borderColor: paper,
    borderWidth: { top: 1 },
    maxBarThickness: 40,
  }
}

function line(label: string, data: (number | null)[], color: string, dash: number[]): Dataset {
  return {
    type: 'line',
    label,
    data,
    borderColor: color,
    backgroundColor: color,
    borderDash: dash,
    borderWidth: 2,
    // A day between days without answers is no line.
    pointRadius: data.map((_, i) => (data[i - 1] == null && data[i + 1] == null ? 3 : 0)),
    pointHoverRadius: 4,
    pointHitRadius: 12,
  }
}
