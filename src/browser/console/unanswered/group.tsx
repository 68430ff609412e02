// One group of questions: how it was worded, what comes nearest, and what can be done about it.
import { useState } from 'hono/jsx'
import type { QuestionGroup } from '../../../answer-contract.ts'
import { address } from '../api.ts'
import { NearestView } from '../desk/answer-view.tsx'
import { AskAgain, markGroup } from '../desk/ask-again.tsx'
import { desk } from '../desk/words.ts'
import { may } from '../here.ts'
import { asApiError } from '../parts/fetched.ts'
import { notify } from '../parts/toast.tsx'
import { Note } from './note.tsx'
import { words } from './words.ts'

interface GroupProps {
  group: QuestionGroup
  /** Told when its status or note has changed. */
  onChange: () => void
}

type Status = QuestionGroup['status']

export function Group({ group, onChange }: GroupProps) {
  const { id, question, status, note } = group
  const [asked, setAsked] = useState(0)
  const [noting, setNoting] = useState(false)
  const to = async (next: Status): Promise<void> => {
    try {
      await markGroup(id, next, note)
      notify(words.marked(desk.statuses(next)), async () => {
        await markGroup(id, status, note)
        onChange()
      })
      onChange()
    } catch (error) {
      notify(asApiError(error).message)
    }
  }
  return (
    <div class="group">
      <p class="asked">{question}</p>
      <Counts group={group} />
      {note !== null && (
        <p class="note">
          {words.note}: {note}
        </p>
      )}
      <Wordings group={group} />
      {group.nearest !== null && (
        <details>
          <summary>
            {words.nearest} <span class="quiet">{group.nearest.article.title}</span>
          </summary>
          <NearestView nearest={group.nearest} />
        </details>
      )}
      <p class="buttons">
        {may('admin') && (
          <a class="button primary" href={address('/console/pins/new', { group: id, question })}>
            {words.pin}
          </a>
        )}
        {may('ingest') && (
          <a class="button" href={address('/console/articles/add', { group: id, question })}>
            {words.add}
          </a>
        )}
        {may('ask') && (
          <button onClick={() => setAsked(asked + 1)} aria-expanded={String(asked > 0)}>
            {desk.askAgain}
          </button>
        )}
        {status !== 'done' && <button onClick={() => void to('done')}>{words.done}</button>}
        {status === 'open' && <button onClick={() => void to('ignored')}>{words.ignore}</button>}
        {status !== 'open' && <button onClick={() => void to('open')}>{words.reopen}</button>}
        <button onClick={() => setNoting(true)}>{words.note}</button>
      </p>
      {asked > 0 && <AskAgain question={question} group={id} note={note} at={asked} onDone={onChange} />}
      {noting && <Note group={group} onClose={() => setNoting(false)} onChange={onChange} />}
    </div>
  )
}

// --- Internal helpers ---

function Counts({ group: { refused, rated_down, asked_since, status } }: Pick<GroupProps, 'group'>) {
  const said = [
    status === 'open' ? null : desk.statuses(status),
    refused > 0 ? words.refused(refused) : null,
    rated_down > 0 ? words.ratedDown(rated_down) : null,
    status !== 'open' && asked_since > 0 ? words.askedSince(asked_since) : null,
  ]
  return <p class="quiet">{said.filter((one) => one !== null).join(' · ')}</p>
}

function Wordings({ group: { id, question, examples } }: Pick<GroupProps, 'group'>) {
  const others = examples.filter((one) => one !== question)
  if (others.length === 0) return null
  return (
    <details>
      <summary>{words.wordings(others.length)}</summary>
      <ul>
        {others.map((one) => (
          <li>{one}</li>
        ))}
      </ul>
      <a href={address('/console/questions', { group: id })}>{words.all}</a>
    </details>
  )
}
