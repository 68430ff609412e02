// The process of one system: it takes one job from its parent, answers with the result, and ends.
import { messageOf } from '../../src/errors.ts'
import type { Job, JobReply } from './children.ts'
import { sourceOf } from './corpus.ts'
import { buildPhase, servePhase } from './phases.ts'
import { createSystem } from './systems.ts'

const SHOWN_EVERY_MS = 10_000

// Also when the parent is gone: nobody is left to take a result.
process.once('disconnect', () => process.exit())

process.once('message', (job: Job) => {
  void run(job)
    .then(
      (result): JobReply => ({ result }),
      (error: unknown): JobReply => ({ error: messageOf(error) }),
    )
    .then((reply) => process.send!(reply, () => process.disconnect()))
})

async function run(job: Job): Promise<unknown> {
  if (job.kind === 'rate')
    return (await import('./ingest-rate.ts')).measureRate(sourceOf(job.file), job.articles, job.directory)
  const system = await createSystem(job.system, job.floatModel)
  if (job.kind === 'serve') return servePhase(system, job.directory, job.asked)
  let shown = performance.now()
  return buildPhase(system, { ...job, source: sourceOf(job.file) }, (done, of) => {
    if (performance.now() - shown < SHOWN_EVERY_MS && done < of) return
    shown = performance.now()
    process.stderr.write(`  ${job.system}: ${done} of ${of}\n`)
  })
}
