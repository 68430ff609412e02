import { describe, expect, it } from 'vitest'
import {
  createProgress,
  durationText,
  failureLine,
  progressText,
  summaryLine,
} from '../../src/cli/progress.ts'
import type { IngestEvent } from '../../src/engine.ts'

function done(passages_done: number): Extract<IngestEvent, { kind: 'progress' }> {
  return {
    kind: 'progress',
    done: passages_done / 2,
    total: 100,
    passages: 200,
    passages_done,
    path: 'a.txt',
  }
}

/** Progress into a list of what was written, on a clock that is set by hand. */
function shown() {
  const written: string[] = []
  const clock = { ms: 0 }
  const progress = createProgress({
    stream: { isTTY: false, write: (text: string | Uint8Array) => written.push(String(text)) > 0 },
    now: () => clock.ms,
  })
  return { progress, written, clock }
}

describe('progress away from a terminal', () => {
  it('writes at most one line per second, and the last state', () => {
    const { progress, written, clock } = shown()
    for (let n = 2; n <= 60; n += 2) {
      clock.ms += 100
      progress.event(done(n))
    }
    progress.end()
    expect(written).toHaveLength(4)
    expect(written[0]).toBe('1 of 100 articles, 2 of 200 passages, 20.0 passages/s, 10 s left\n')
    expect(written[3]).toBe('30 of 100 articles, 60 of 200 passages, 20.0 passages/s, 7 s left\n')
    progress.end()
    expect(written).toHaveLength(4)
  })

  it('does not count the time before the first article once the rate is known', () => {
    const { progress, written, clock } = shown()
    clock.ms = 60_000
    progress.event(done(2))
    clock.ms = 62_000
    progress.event(done(42))
    expect(written[1]).toMatch(/20\.0 passages\/s/)
  })

  it('names every failure, and of other remarks the first twenty', () => {
    const { progress, written } = shown()
    const failed: IngestEvent = {
      kind: 'failed',
      path: 'a.jsonl',
      line: 3,
      fact: 'not JSON',
      remedy: 'correct it',
    }
    for (let i = 0; i < 30; i += 1) progress.event(failed)
    for (let i = 0; i < 30; i += 1)
      progress.event({ kind: 'skipped', path: `${i}.png`, reason: 'no article' })
    progress.event({ kind: 'warning', path: 'b.txt', message: '1 byte is not UTF-8' })
    progress.end()
    expect(written.filter((line) => line === 'a.jsonl:3: not JSON: correct it\n')).toHaveLength(30)
    expect(written.filter((line) => line.includes('skipped: no article'))).toHaveLength(20)
    expect(written.at(-2)).toBe('… and more such (skipped)\n')
    expect(written.at(-1)).toBe('b.txt: warning: 1 byte is not UTF-8\n')
  })
})

describe('texts', () => {
  it.each([
    [0, '0 s'],
    [1.2, '2 s'],
    [59.5, '1 min 00 s'],
    [125, '2 min 05 s'],
    [3725, '1 h 02 min'],
  ])('%d seconds are “%s”', (seconds, text) => {
    expect(durationText(seconds)).toBe(text)
  })

  it('says no time left where none can be known', () => {
    expect(progressText(done(2), 0)).toBe('1 of 100 articles, 2 of 200 passages, 0.0 passages/s')
    expect(progressText(done(200), 10)).toBe('100 of 100 articles, 200 of 200 passages, 10.0 passages/s')
  })

  it('leaves the line out of a failure of a whole file', () => {
    expect(failureLine({ path: 'a.txt', fact: 'empty', remedy: 'remove it' })).toBe('a.txt: empty: remove it')
  })

  it('sums up a run', () => {
    const report = {
      added: 3,
      updated: 1,
      unchanged: 2,
      removed: 0,
      passages: 30,
      failed: [],
      skipped: 1,
      seconds: 2,
      interrupted: false,
    }
    expect(summaryLine(report)).toBe(
      '3 added, 1 updated, 2 unchanged, 0 removed, 1 skipped, 0 failed; 30 passages in 2 s (15.0/s)',
    )
  })
})
