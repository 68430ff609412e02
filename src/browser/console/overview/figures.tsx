// The four figures of the overview, each with its change against as many days before.
import type { Usage, UsageTotals } from '../../../usage-contract.ts'
import { overviewWords } from '../../../web/words/overview.ts'
import { language } from '../here.ts'

const words = overviewWords(language)

interface FiguresProps {
  usage: Pick<Usage, 'totals' | 'before'>
  /** The length of the period. */
  days: number
}

export function Figures({ usage: { totals, before }, days }: FiguresProps) {
  const share = (
    label: string,
    part: (of: UsageTotals) => number,
    whole: (of: UsageTotals) => number,
    hint = '',
  ) => {
    const [now, then] = [shareOf(part(totals), whole(totals)), before && shareOf(part(before), whole(before))]
    const change = now === null || then === null ? null : (now - then) * 100
    return (
      <Figure
        label={label}
        value={now === null ? '—' : percent(now)}
        hint={hint}
        change={change === null ? words.nothingBefore(days) : words.changeInPoints(days, change)}
      />
    )
  }
  const [now, then] = [questionsOf(totals), before === null ? 0 : questionsOf(before)]
  const rated = totals.up + totals.down
  return (
    <dl class="figures-row" aria-label={words.figures}>
      <Figure
        label={words.questions}
        value={now.toLocaleString('en')}
        change={
          then === 0 ? words.nothingBefore(days) : words.changeInPercent(days, ((now - then) / then) * 100)
        }
      />
      {share(
        words.answeredShare,
        ({ answered, conflicting }) => answered + conflicting,
        questionsOf,
        totals.conflicting === 0 ? '' : words.conflictingPart(percent(totals.conflicting / now)),
      )}
      {share(words.refusedShare, ({ refused }) => refused, questionsOf)}
      {share(
        words.usefulShare,
        ({ up }) => up,
        ({ up, down }) => up + down,
        rated === 0 ? words.noRatings : words.ratings(totals.up, totals.down),
      )}
    </dl>
  )
}

// --- Internal helpers ---

interface FigureProps {
  label: string
  value: string
  change: string
  hint?: string
}

function Figure({ label, value, change, hint = '' }: FigureProps) {
  return (
    <div class="figure">
      <dt>{label}</dt>
      <dd class="value">{value}</dd>
      {hint !== '' && <dd class="quiet">{hint}</dd>}
      <dd class="quiet">{change}</dd>
    </div>
  )
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`
}

function questionsOf({ answered, refused, conflicting }: UsageTotals): number {
  return answered + refused + conflicting
}

// Null: of nothing there is no share.
function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}
