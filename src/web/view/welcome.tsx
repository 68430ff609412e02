// What stands on the chat page before the first question: questions to begin with, and the newest articles.
import { articleAddress } from '../article-address.ts'
import type { Newest } from '../chat-state.ts'
import { chatWords } from '../words/chat.ts'
import type { Showing } from './showing.ts'
import { Questions } from './turn.tsx'

interface WelcomeProps {
  starters: string[]
  newest: Newest[]
  show: Showing
}

/** Both lists, as far as there is anything in them. */
export function Welcome({ starters, newest, show }: WelcomeProps) {
  const words = chatWords(show.language)
  return (
    <>
      {starters.length > 0 && (
        <section class="starters">
          <h2>{words.starters}</h2>
          <Questions questions={starters} show={show} />
        </section>
      )}
      {newest.length > 0 && (
        <section class="newest">
          <h2>{words.newest}</h2>
          <ul>
            {newest.map(({ id, title, published_at }) => (
              <li key={id}>
                <a href={articleAddress({ id }, undefined, show.base)}>
                  <bdi>{title}</bdi>
                </a>
                {published_at !== null && <span class="part">{published_at}</span>}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
