// Adding articles: files, or one that is pasted; opened from a question, it is asked again when the article is found.
import { useState } from 'hono/jsx'
import { AskAgain } from '../desk/ask-again.tsx'
import { forgetFacets } from '../desk/facets.ts'
import { useMembers } from '../desk/members.ts'
import { desk } from '../desk/words.ts'
import { JobView } from '../load/job-view.tsx'
import { Upload } from '../load/upload.tsx'
import { words as load } from '../load/words.ts'
import type { PageProps } from '../pages.ts'
import { NewArticle } from './article-form.tsx'
import { words } from './words.ts'

export function Add({ query }: Pick<PageProps, 'query'>) {
  const question = query.get('question') ?? ''
  const group = query.get('group') ?? undefined
  const { note } = useMembers(group)
  const [found, setFound] = useState(0)
  const [pasted, setPasted] = useState<readonly string[]>([])
  const nowFound = (): void => {
    forgetFacets()
    setFound((before) => before + 1)
  }
  return (
    <section>
      <h1>{words.add}</h1>
      {question !== '' && (
        <div class="for-question">
          <p>{load.forQuestion(question)}</p>
          <AskAgain question={question} group={group} note={note} {...(found === 0 ? {} : { at: found })} />
          <p>
            <a href="/console/unanswered">{desk.back}</a>
          </p>
        </div>
      )}
      <h2>{load.files}</h2>
      <Upload onFound={nowFound} />
      <h2>{words.paste}</h2>
      {pasted.map((id) => (
        <JobView key={id} id={id} onFound={nowFound} />
      ))}
      <NewArticle onSent={({ id }) => setPasted((before) => [id, ...before])} />
      <p>
        <a href="/console/articles/jobs">{words.jobs}</a>
      </p>
    </section>
  )
}
