import { expect, it } from 'vitest'
import { startChild, temporaryDirectory } from '../store/temporary.ts'

it('a job whose process is killed is found at the next start and done, with nothing lost and nothing twice', async () => {
  const directory = await temporaryDirectory()
  const first = startChild(import.meta.url, 'job-child.ts', [directory, 'add'])
  while (Number(await first.line()) < 40);
  await first.kill('SIGKILL')
  const second = startChild(import.meta.url, 'job-child.ts', [directory, 'resume'])
  let line = await second.line()
  // It goes on: what was stored is not stored again.
  const began = line
  while (!line.startsWith('{')) line = await second.line()
  const job = JSON.parse(line) as { state: string; stored: number; counts: Record<string, number> }
  expect(began).toBe('1')
  expect(job).toMatchObject({
    state: 'done',
    stored: 200,
    progress: { items_done: 200, items_total: 200 },
    counts: { updated: 0, failed: 0 },
  })
  // What was stored in the very moment before the end may not have been told any more.
  expect(job.counts['added']).toBeGreaterThan(150)
  expect(job.counts['added']! + job.counts['unchanged']!).toBe(200)
  expect(job.counts['unchanged']).toBeLessThan(30)
})
