// The articles of the benchmark: the first so many lines of investment-news.jsonl, then of other-news.jsonl.gz.
import { createReadStream, createWriteStream } from 'node:fs'
import { access, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable, type Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { InputError, messageOf } from '../../src/errors.ts'
import type { BenchArticle, Source } from './system.ts'

const FILES = ['investment-news.jsonl', 'other-news.jsonl.gz']

/**
 * Write the first `count` articles of a corpus directory to a JSONL file, unless it is there. Throws `InputError` when
 * the directory holds no corpus or fewer articles.
 */
export async function writePrefix(corpus: string, count: number, file: string): Promise<void> {
  if (await exists(file)) return
  const part = `${file}.part`
  await pipeline(Readable.from(firstLines(corpus, count)), createWriteStream(part))
  await rename(part, file)
}

async function* firstLines(corpus: string, count: number): AsyncGenerator<string> {
  let left = count
  for (const name of FILES) {
    if (left === 0) return
    const path = join(corpus, name)
    await access(path).catch((cause: unknown) => {
      const needed = `${count} articles need it`
      throw new InputError(
        `the corpus file ${path} is missing and ${needed}; give its directory by --corpus`,
        {
          cause,
        },
      )
    })
    const file = createReadStream(path)
    const unpacked = name.endsWith('.gz') ? file.pipe<Transform>(createGunzip()) : file
    for await (const line of createInterface({ input: unpacked, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue
      yield `${line}\n`
      left -= 1
      if (left === 0) break
    }
    file.destroy()
  }
  if (left > 0) {
    throw new InputError(
      `the corpus in ${corpus} has ${count - left} articles, not ${count}; ask for fewer (--articles, --growth)`,
    )
  }
}

/** The articles of a JSONL file that `writePrefix` has written. */
export function sourceOf(file: string): Source {
  return {
    file,
    articles: async () => {
      const lines = (await readFile(file, 'utf8')).split('\n')
      return lines.flatMap((line, i): BenchArticle[] => {
        if (line === '') return []
        try {
          const { id, date = null, text } = JSON.parse(line) as Partial<BenchArticle>
          if (typeof id === 'string' && typeof text === 'string') return [{ id, date, text }]
          throw new Error('it has no id or text')
        } catch (cause) {
          throw new InputError(
            `${file}:${i + 1}: ${messageOf(cause)}; correct the corpus and remove the file`,
            {
              cause,
            },
          )
        }
      })
    },
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
