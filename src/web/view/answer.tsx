// An answer as it is drawn: what was found, large; the sentences it was cut from; what the reader must know of its time.
import type { Answer as Answered, Citation } from '../../contract.ts'
import { markedPieces, sourcedApart } from '../turn.ts'
import { chatWords } from '../words/chat.ts'
import { Mark, Marked, Meta, Source } from './cite.tsx'
import { Conflict, notesAbove } from './conflict.tsx'
import { Refusal } from './refusal.tsx'
import type { Showing } from './showing.ts'

interface AnswerProps {
  answer: Answered
  show: Showing
}

/** The body of any answer. */
export function Answer({ answer, show }: AnswerProps) {
  const words = chatWords(show.language)
  const { pinned, phrased_by, standalone_question, question } = answer
  const notes = notesAbove(answer)
  return (
    <>
      {standalone_question !== question && <p class="note">{words.understood(standalone_question)}</p>}
      {pinned !== null && <p class="note given">{words.pinned}</p>}
      {notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
      <Body answer={answer} show={show} />
      {phrased_by !== null && <p class="note">{words.phrasedBy(phrased_by)}</p>}
    </>
  )
}

/** Sentences with their marks, one paragraph a line. */
export function Phrased({ text, citations, show }: { text: string; citations: Citation[]; show: Showing }) {
  const byIndex = new Map(citations.map((citation) => [citation.index, citation]))
  return (
    <div class="phrased">
      {text.split('\n').map((line, i) => (
        <p key={String(i)}>
          {markedPieces(line, Math.max(0, ...byIndex.keys())).map((piece, at) => {
            if (typeof piece === 'string') return piece
            const citation = byIndex.get(piece)
            return citation === undefined ? null : <Mark key={String(at)} citation={citation} show={show} />
          })}
        </p>
      ))}
    </div>
  )
}

// --- Internal helpers ---

/** From so many characters an answer is read rather than seen. */
const LONG = 36

function Body({ answer, show }: AnswerProps) {
  if (answer.refusal !== null) return <Refusal refusal={answer.refusal} show={show} />
  if (answer.outcome === 'conflicting') {
    return (
      <>
        <Conflict answer={answer} show={show} />
        {answer.phrased_by !== null && (
          <Phrased text={answer.text} citations={answer.citations} show={show} />
        )}
      </>
    )
  }
  if (answer.items.length > 1) return <Items answer={answer} show={show} />
  const said = answer.answer ?? ''
  return (
    <>
      <p class={said.length > LONG ? 'answer long' : 'answer'}>
        <Marked
          text={said}
          indexes={answer.citations.map(({ index }) => index)}
          citations={answer.citations}
          show={show}
        />
      </p>
      {answer.phrased_by !== null && <Phrased text={answer.text} citations={answer.citations} show={show} />}
      <Sources citations={answer.citations} show={show} />
    </>
  )
}

function Items({ answer, show }: AnswerProps) {
  const apart = sourcedApart(answer)
  const sourceOf = ({ citations: [first] }: Answered['items'][number]) =>
    apart ? answer.citations.find(({ index }) => index === first) : undefined
  return (
    <>
      <ol class="items">
        {answer.items.map((item, i) => {
          const source = sourceOf(item)
          return (
            <li key={String(i)}>
              <span class="item">
                <Marked
                  text={item.answer}
                  indexes={item.citations}
                  citations={answer.citations}
                  show={show}
                />
              </span>
              {source !== undefined && <Meta article={source.article} citation={source} show={show} />}
            </li>
          )
        })}
      </ol>
      {answer.phrased_by !== null && <Phrased text={answer.text} citations={answer.citations} show={show} />}
      {!apart && <Sources citations={answer.citations} show={show} />}
    </>
  )
}

function Sources({ citations, show }: { citations: Citation[]; show: Showing }) {
  return (
    <>
      {citations.map((citation) => (
        <Source key={String(citation.index)} citation={citation} show={show} />
      ))}
    </>
  )
}
