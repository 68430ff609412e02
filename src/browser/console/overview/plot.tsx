// A plot: drawn on a canvas by chart.js (https://www.chartjs.org), named for those who do not see it, and the same as a table.
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartConfiguration,
  type ChartDataset,
  type LegendItem,
} from 'chart.js'
import type { Child } from 'hono/jsx'
import { useEffect, useRef, useState } from 'hono/jsx'
import { overviewWords } from '../../../web/words/overview.ts'
import { language } from '../here.ts'

// Only what is drawn here is registered, so that only this is in the bundle.
Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
)

const words = overviewWords(language)

/** What the style sheet says at the moment. */
export interface Palette {
  ink: string
  quiet: string
  line: string
  paper: string
  accent: string
  warn: string
}

export type PlotConfiguration = ChartConfiguration<'bar' | 'line', (number | null)[], string>

interface PlotProps {
  title: string
  /** What the plot shows, in a sentence. */
  label: string
  /** Changes with whatever is drawn. */
  of: object
  draw: (palette: Palette) => PlotConfiguration
  /** The same as a table: heads, and a row for each day. */
  heads: string[]
  rows: Child[][]
}

const dark = matchMedia('(prefers-color-scheme: dark)')
const still = matchMedia('(prefers-reduced-motion: reduce)')

export function Plot({ title, label, of, draw, heads, rows }: PlotProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    const changed = (): void => setTurn((before) => before + 1)
    dark.addEventListener('change', changed)
    return () => dark.removeEventListener('change', changed)
  }, [])
  useEffect(() => {
    if (canvas.current === null) return undefined
    const palette = paletteOf(document.documentElement)
    const chart = new Chart(canvas.current, framed(draw(palette), palette))
    return () => chart.destroy()
  }, [of, turn])
  return (
    <figure class="plot">
      <figcaption>
        <h2>{title}</h2>
      </figcaption>
      <div class="canvas">
        <canvas ref={canvas} role="img" aria-label={label}></canvas>
      </div>
      <details>
        <summary>{words.asTable}</summary>
        <div class="scroll" tabindex={0} role="region" aria-label={title}>
          <table>
            <thead>
              <tr>
                {heads.map((head, i) => (
                  <th scope="col" class={i === 0 ? undefined : 'figures'}>
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([first, ...figures]) => (
                <tr>
                  <th scope="row">{first}</th>
                  {figures.map((figure) => (
                    <td class="figures">
                      {typeof figure === 'number' ? figure.toLocaleString('en') : figure}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}

/** A fill of stripes in one colour: told from a plain one without looking at its hue. */
export function striped(color: string, paper: string): CanvasPattern | string {
  const size = 8
  const tile = document.createElement('canvas')
  ;[tile.width, tile.height] = [size, size]
  const pen = tile.getContext('2d')
  if (pen === null) return color
  pen.fillStyle = paper
  pen.fillRect(0, 0, size, size)
  pen.strokeStyle = color
  pen.lineWidth = 3
  pen.beginPath()
  // Three lines, so that the tiles join.
  for (const at of [-size, 0, size]) {
    pen.moveTo(at - 2, size + 2)
    pen.lineTo(at + size + 2, -2)
  }
  pen.stroke()
  return pen.createPattern(tile, 'repeat') ?? color
}

// --- Internal helpers ---

function paletteOf(root: HTMLElement): Palette {
  const style = getComputedStyle(root)
  const color = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  return {
    ink: color('ink'),
    quiet: color('quiet'),
    line: color('line'),
    paper: color('paper'),
    accent: color('accent'),
    warn: color('warn'),
  }
}

// What all plots have in common.
function framed(configuration: PlotConfiguration, { ink, quiet, line, paper }: Palette): PlotConfiguration {
  const { fontFamily, fontSize } = getComputedStyle(document.body)
  const font = { family: fontFamily, size: Number.parseFloat(fontSize) * 0.8125 }
  const axis = { ticks: { color: quiet, font }, border: { color: line }, grid: { color: line } }
  return {
    ...configuration,
    options: {
      ...configuration.options,
      responsive: true,
      maintainAspectRatio: false,
      animation: still.matches ? false : { duration: 160 },
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          ...axis,
          stacked: configuration.type === 'bar',
          ticks: { ...axis.ticks, maxRotation: 0, autoSkipPadding: 16 },
          grid: { display: false },
        },
        y: {
          ...axis,
          stacked: configuration.type === 'bar',
          beginAtZero: true,
          grace: '5%',
          ticks: { ...axis.ticks, precision: 0, maxTicksLimit: 6, ...yTicks(configuration) },
        },
      },
      plugins: {
        ...configuration.options?.plugins,
        legend: {
          position: 'top',
          align: 'start',
          labels: {
            color: ink,
            font,
            boxWidth: 24,
            boxHeight: 12,
            padding: 16,
            ...(configuration.type === 'line' ? lineLabels(ink) : {}),
          },
          // Hiding a part would leave the table saying something else.
          onClick: () => undefined,
        },
        tooltip: {
          backgroundColor: ink,
          titleColor: paper,
          bodyColor: paper,
          titleFont: font,
          bodyFont: font,
          ...configuration.options?.plugins?.tooltip,
        },
      },
    },
  }
}

// A line is told by its dashes, which chart.js leaves out of its own labels.
function lineLabels(ink: string): object {
  return {
    usePointStyle: true,
    pointStyleWidth: 40,
    generateLabels: ({ data }: Chart): LegendItem[] =>
      data.datasets.map((dataset, datasetIndex) => {
        const { label = '', borderColor, borderDash = [] } = dataset as ChartDataset<'line'>
        return {
          text: label,
          fontColor: ink,
          strokeStyle: borderColor as string,
          lineDash: borderDash as number[],
          lineWidth: 2,
          pointStyle: 'line',
          datasetIndex,
        }
      }),
  }
}

// The one thing a plot may say of its axis: how a figure is written.
function yTicks({ options }: PlotConfiguration): object {
  const callback = options?.scales?.['y']?.ticks?.callback
  return callback === undefined ? {} : { callback }
}
