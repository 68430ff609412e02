import { expect, it } from 'vitest'
import { StorageError } from '../../src/errors.ts'
import { linesFile, testService } from '../service.ts'

const file = linesFile([{ id: 'a', text: '示例开发区签约一个项目。' }])
const FULL = new StorageError('full', '/srv/index', new Error('no space'))
const soon = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

it('a job for which the disk has no room waits, is tried again, and is done when there is some', async () => {
  const disk = { full: true, tried: 0 }
  const told: unknown[] = []
  const service = await testService({
    load: (real) => async (files, options) => {
      disk.tried += 1
      if (disk.full) throw FULL
      return real(files, options)
    },
    jobs: { retryMs: 10, onError: (_id, error) => told.push(error) },
  })
  // Nor can be written down what becomes of it.
  const { putBack } = service.records
  service.records.putBack = (...given) => (disk.full ? Promise.reject(FULL) : putBack(...given))
  await service.jobs.add({ files: [file], key: null, owner: null })
  while (told.length < 2) await soon(5)
  expect(await service.jobs.get('job_1')).toMatchObject({ state: 'running', finished_at: null, error: null })
  disk.full = false
  expect(await service.ended('job_1')).toMatchObject({ state: 'done', counts: { added: 1 }, error: null })
  // Waiting is no attempt: a disk may be full for long.
  expect((await service.records.get('job_1'))!.attempts).toBe(1)
  expect(disk.tried).toBe(2)
})

it('waiting for room does not hold up the end, and the next start finds the job', async () => {
  const disk = { full: true }
  const service = await testService({
    load: (real) => (files, options) => (disk.full ? Promise.reject(FULL) : real(files, options)),
    jobs: { retryMs: 3_600_000 },
  })
  await service.jobs.add({ files: [file], key: null, owner: null })
  await soon(50)
  const began = performance.now()
  await service.jobs.close()
  expect(performance.now() - began).toBeLessThan(5000)
  disk.full = false
  await service.restarted()
  expect(await service.ended('job_1')).toMatchObject({ state: 'done', counts: { added: 1 } })
})
