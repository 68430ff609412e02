// How a run of a source went, in two lines.
import type { Run } from '../../../sources/source.ts'
import { When } from '../parts/time.tsx'
import { words } from './words.ts'

/** Null: there was none yet. */
export function RunView({ run }: { run: Run | null }) {
  if (run === null) return <span class="quiet">{words.never}</span>
  const { state, counts, ended_at, started_at, queued_at } = run
  const bad = state === 'failed' || state === 'stopped' || counts.failed > 0
  return (
    <>
      <span class="tag" data-good={String(!bad)}>
        {words.runStates(state)}
      </span>
      <When at={ended_at ?? started_at ?? queued_at} />
      <p class="quiet">{words.counts(counts.added, counts.updated, counts.failed)}</p>
    </>
  )
}
