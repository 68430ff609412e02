// 概况: how much was asked and how it went.
import { words } from '../here.ts'

export function Overview() {
  return (
    <section>
      <h1>{words.overview}</h1>
    </section>
  )
}
