// The same question gets the same answer, to the character: again and again, among other questions, after a restart. With
// the real models, since it is their arithmetic that might differ.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import type { Answer } from '../../src/contract.ts'
import { readConfig } from '../../src/config.ts'
import { openEngine } from '../../src/node.ts'
import { temporaryDirectory } from '../store/temporary.ts'
import { LONG, PATIENT, size } from './size.ts'

const TIMES = size(3, 20)
const AT = '2026-11-26T00:00:00Z'
const QUESTIONS = ['外资到账目标是多少', '丹阳开发区有多少家企业', '今年计划引进哪些项目'].slice(
  0,
  size(1, 3),
)

it(
  `the same question ${TIMES} times, and after a restart, has the same answer and offsets`,
  PATIENT,
  async () => {
    const index = join(await temporaryDirectory(), 'index')
    const engine = await openEngine(readConfig({ TOUWEN_INDEX: index }), { mode: 'write' })
    await engine.ingest([LONG ? 'data/articles' : 'data/articles/000_88fe0b3e11d5a0b3.txt'])
    const first = new Map<string, unknown>()
    for (const question of QUESTIONS) {
      const once = await engine.ask({ question, asked_at: AT })
      // Else it would be the same whatever happens.
      if (question === QUESTIONS[0]) expect(once.outcome).toBe('answered')
      first.set(question, content(once))
    }
    const again = async (question: string): Promise<void> =>
      expect(content(await engine.ask({ question, asked_at: AT }))).toEqual(first.get(question))
    // Half of them one after the other, the rest all at once and among others.
    const half = Math.ceil((TIMES - 1) / 2)
    for (const question of QUESTIONS) for (let i = 0; i < half; i += 1) await again(question)
    await Promise.all(
      Array.from({ length: TIMES - 1 - half }, (_, i) => [
        engine.ask({ question: `第${i}个项目投资多少`, asked_at: AT }),
        ...QUESTIONS.map(again),
      ]).flat(),
    )
    await engine.close()
    for (const question of QUESTIONS) {
      const args = [
        '--import',
        'tsx',
        'src/cli/main.ts',
        'ask',
        question,
        '--asked-at',
        AT,
        '--json',
        '--index',
        index,
      ]
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      const [out] = await Promise.all([text(child.stdout), once(child, 'exit')])
      expect(content(JSON.parse(out) as Answer)).toEqual(first.get(question))
    }
  },
)

/** All of an answer but what names it and tells its time. */
function content(answer: Answer): unknown {
  return { ...answer, id: null, timings_ms: null, index: null }
}
