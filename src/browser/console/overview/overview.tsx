// 概况: how much was asked and how it went, of some days and of one channel or all.
import type { Usage } from '../../../usage-contract.ts'
import { overviewWords } from '../../../web/words/overview.ts'
import { api } from '../api.ts'
import { language, words as frame } from '../here.ts'
import type { PageProps } from '../pages.ts'
import { Busy, Fault } from '../parts/busy.tsx'
import { useFetched } from '../parts/fetched.ts'
import { go } from '../router.ts'
import { Figures } from './figures.tsx'
import { FeedbackPlot, LatencyPlot, QuestionsPlot } from './plots.tsx'
import { TopQuestions, TopZones } from './tops.tsx'

const words = overviewWords(language)

const PERIODS = [7, 30, 90] as const
const DAY = 86_400_000
/** The report's days are those of China. */
const AHEAD = 8 * 3_600_000

export function Overview({ query }: PageProps) {
  const days = PERIODS.find((period) => String(period) === query.get('days')) ?? 30
  const channel = query.get('channel') ?? ''
  const from = new Date(Date.now() + AHEAD - (days - 1) * DAY).toISOString().slice(0, 10)
  const { data, error, busy, reload } = useFetched(`${from} ${channel}`, (signal) =>
    api.get<Usage>('/v1/usage', { from, channel }, signal),
  )
  const questions = data === null ? 0 : data.totals.answered + data.totals.refused + data.totals.conflicting
  return (
    <section class="overview">
      <h1>{frame.overview}</h1>
      <Choices days={days} channel={channel} channels={data?.channels ?? []} />
      <Busy busy={busy} />
      <Fault error={error} retry={reload} />
      {data !== null && error === null && (
        <>
          <p class="quiet">{words.spans(data.from, data.to)}</p>
          <Figures usage={data} days={days} />
          {questions === 0 ? (
            <div class="empty">
              <p>{words.nothing}</p>
              <p>
                {words.nothingHint} <a href="/">{words.ask}</a>
              </p>
            </div>
          ) : (
            <>
              <QuestionsPlot usage={data} />
              <div class="pair">
                <LatencyPlot usage={data} />
                <FeedbackPlot usage={data} />
              </div>
              <div class="pair">
                <TopQuestions usage={data} />
                <TopZones usage={data} />
              </div>
            </>
          )}
        </>
      )}
    </section>
  )
}

// --- Internal helpers ---

interface ChoicesProps {
  days: number
  channel: string
  channels: Usage['channels']
}

// Kept in the address, so that a view can be sent to somebody.
function Choices({ days, channel, channels }: ChoicesProps) {
  const choose = (chosen: { days?: number; channel?: string }): void => {
    const { days: period, channel: through } = { days, channel, ...chosen }
    const query = new URLSearchParams({
      days: String(period),
      ...(through === '' ? {} : { channel: through }),
    })
    go(`/console?${query.toString()}`, { replace: true })
  }
  // One that is chosen stays, also when nothing came through it in these days.
  const known = channels.some(({ value }) => value === channel) || channel === ''
  return (
    <div class="choices">
      <fieldset class="segments">
        <legend class="hidden">{words.period}</legend>
        {PERIODS.map((period) => (
          <label key={period}>
            <input
              type="radio"
              name="days"
              value={period}
              checked={period === days}
              onChange={() => choose({ days: period })}
            />
            <span>{words.lastDays(period)}</span>
          </label>
        ))}
      </fieldset>
      <select
        aria-label={words.channel}
        value={channel}
        onChange={(event: Event) => choose({ channel: (event.target as HTMLSelectElement).value })}
      >
        <option value="">{words.allChannels}</option>
        {!known && <option value={channel}>{channel}</option>}
        {channels.map(({ value, count }) => (
          <option key={value} value={value}>
            {words.channelCount(value, count)}
          </option>
        ))}
      </select>
    </div>
  )
}
