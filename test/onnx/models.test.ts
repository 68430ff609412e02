// The queue before the model thread and the errors of missing files; what the models compute is in parity.test.ts.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { IndexError, OverloadError } from '../../src/errors.ts'
import { createModels, EMBEDDER, READER, type Models } from '../../src/onnx/models.ts'

let models: Models
beforeAll(async () => {
  models = await createModels('data/models')
  await models.load('embedder')
})

const embed = (text: string) => ({ kind: 'embed', text }) as const

describe('models', () => {
  it('refuse a directory without their files, naming the file and the remedy', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'touwen-models-'))
    await expect(createModels(dir)).rejects.toThrow(IndexError)
    await mkdir(join(dir, EMBEDDER, 'onnx'), { recursive: true })
    await writeFile(join(dir, EMBEDDER, 'onnx', 'model_quantized.onnx'), '')
    await expect(createModels(dir)).rejects.toThrow(/tokenizer\.json is missing; .*TOUWEN_MODELS/)
    await rm(dir, { recursive: true })
  })

  it('have an id of name and hash, each its own, always the same', async () => {
    expect(await models.id('embedder')).toMatch(new RegExp(`^${EMBEDDER}@[0-9a-f]{12}$`))
    expect(await models.id('reader')).toMatch(new RegExp(`^${READER}@[0-9a-f]{12}$`))
    expect(await models.id('embedder')).toBe(await models.id('embedder'))
  })

  it('take questions before ingest, and each kind in its order', async () => {
    const done: string[] = []
    const unit = (text: string, priority: 'question' | 'ingest') =>
      models.run(embed(text), priority).then(() => done.push(text))
    await Promise.all([
      unit('文一', 'ingest'),
      unit('文二', 'ingest'),
      unit('文三', 'ingest'),
      unit('问一', 'question'),
      unit('问二', 'question'),
    ])
    expect(done).toEqual(['文一', '问一', '问二', '文二', '文三'])
  })

  it('drop a unit that is aborted before its turn, with the reason, and go on with the next', async () => {
    const controller = new AbortController()
    const first = models.run(embed('先'), 'question')
    const dropped = models.run(embed('弃'), 'question', controller.signal)
    const last = models.run(embed('后'), 'question')
    controller.abort(new Error('gone'))
    await expect(dropped).rejects.toThrow('gone')
    expect([(await first).kind, (await last).kind]).toEqual(['embed', 'embed'])
  })

  it('refuse more than 2,000 waiting units', async () => {
    const controller = new AbortController()
    const waiting = Array.from({ length: 2001 }, () => models.run(embed('等'), 'ingest', controller.signal))
    const settled = Promise.allSettled(waiting)
    await expect(models.run(embed('多'), 'ingest')).rejects.toThrow(OverloadError)
    controller.abort(new Error('enough'))
    const outcomes = (await settled).map(({ status }) => status)
    expect(outcomes.filter((status) => status === 'fulfilled')).toHaveLength(1)
    expect((await models.run(embed('又'), 'ingest')).kind).toBe('embed')
  })
})
