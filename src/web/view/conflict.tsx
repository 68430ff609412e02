// Articles that differ: each side with what it measures, newest first. Never an average, never a choice.
import type { Answer, Citation } from '../../contract.ts'
import { numbered, type Changed } from '../turn.ts'
import { chatWords } from '../words/chat.ts'
import { Marked, Meta, Quote } from './cite.tsx'
import type { Showing } from './showing.ts'

interface ConflictProps {
  answer: Answer
  show: Showing
}

/** The sides, and the line that says why they may differ. */
export function Conflict({ answer, show }: ConflictProps) {
  const words = chatWords(show.language)
  return (
    <>
      <p class="outcome">{words.conflicting}</p>
      <ol class="sides">
        {answer.alternatives.map((side) => {
          const [first] = side.citations
          return (
            <li key={`${side.answer}${first?.article.id ?? ''}`}>
              <Side figure={side.answer} citation={first && numbered(first, answer.citations)} show={show} />
            </li>
          )
        })}
      </ol>
      <p class="differ">{differ(answer, words.differ)}</p>
    </>
  )
}

/** The notes of a conflict that stand above it: its first one says why the sides may differ and stands behind them. */
export function notesAbove({ outcome, notes }: Pick<Answer, 'outcome' | 'notes'>): string[] {
  return outcome === 'conflicting' ? notes.slice(1) : notes
}

// --- Internal helpers ---

function differ({ notes: [first] }: Answer, otherwise: string): string {
  return first ?? otherwise
}

interface SideProps {
  figure: string
  citation: (Citation & Changed) | undefined
  show: Showing
}

function Side({ figure, citation, show }: SideProps) {
  const words = chatWords(show.language)
  if (citation === undefined) return <p class="figure">{figure}</p>
  const { period, article } = citation
  return (
    <>
      <p class="figure">
        <Marked text={figure} indexes={[citation.index]} citations={[citation]} show={show} />
        <span class="when">
          {article.published_at ?? words.undated}
          {period?.said === true && <span class="part">{words.speaksOf(periodText(period))}</span>}
        </span>
      </p>
      <Quote citation={citation} />
      {/* Its day stands beside the figure. */}
      <Meta article={{ ...article, published_at: null }} citation={citation} show={show} />
    </>
  )
}

// 2022-01 – 2022-12 is the year.
function periodText({ from, to }: { from: string; to: string }): string {
  if (from.slice(0, 4) === to.slice(0, 4) && from.endsWith('-01') && to.endsWith('-12'))
    return from.slice(0, 4)
  return from === to ? from : `${from}–${to}`
}
