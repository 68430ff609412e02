// Rewrites one article again and again, as fast as it can, until it is killed: `put-child.ts <file>`.
import { createSqlStore } from '../../src/store/sql-store.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { article, DIMENSIONS, passagesOf } from './sample.ts'

const store = createSqlStore(await openSqlite(process.argv[2]!), { dimensions: DIMENSIONS })
for (let n = 1; ; n += 1) {
  // As many lines as differ from revision to revision, so that a mixture of two would show.
  const text = Array.from({ length: 20 + (n % 7) }, (_, i) => `第${n}版第${i}句`).join('\n')
  const { revision } = await store.put(
    article('a', { text, content_hash: `${n} ${process.pid}` }),
    passagesOf(text),
  )
  process.stdout.write(`${revision}\n`)
  // The pipe is written between turns.
  await new Promise((resolve) => setImmediate(resolve))
}
