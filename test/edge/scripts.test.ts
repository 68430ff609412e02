import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { createKeys } from '../../src/keys/keys.ts'
import { createKeyStore } from '../../src/keys/sql-keys.ts'
import { edgeCalibration, edgeKey } from '../../src/node-edge.ts'
import { createSqlScript } from '../../src/store/sql-script.ts'
import { createSqlStore } from '../../src/store/sql-store.ts'
import { trusting } from '../fakes.ts'
import { DIMENSIONS } from '../store/sample.ts'
import { createD1Pool, type D1Pool } from './d1.ts'

// A runtime of its own, which shares the machine with other tests.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 })

let pool: D1Pool
let dir: string
beforeAll(async () => {
  pool = await createD1Pool()
  dir = await mkdtemp(join(tmpdir(), 'touwen-edge-'))
})
afterAll(async () => {
  await pool.dispose()
  await rm(dir, { recursive: true, force: true })
})

const READER = 'spans-2+@cf/baai/bge-reranker-base'

describe('touwen edge', () => {
  it('makes a key that the database knows once its script was run', async () => {
    const { created, script } = await edgeKey({
      name: "O'Neil\n  的门户",
      scopes: ['ask', 'ingest'],
      filters: { zone: '江苏丹阳经济开发区' },
    })
    expect(script).not.toContain(created.key)
    const { db, sql } = await pool.open('RECORDS')
    await db.prepare(script).all()
    const keys = createKeys({ store: createKeyStore(sql) })
    expect(await keys.find(created.key)).toMatchObject({
      id: created.id,
      filters: { zone: '江苏丹阳经济开发区' },
    })
    expect((await keys.list({ limit: 5 })).items.map(({ name }) => name)).toEqual([created.name])
  })

  it('gives the database the calibration of its reader, and refuses another', async () => {
    const file = async (value: unknown): Promise<string> => {
      const path = join(dir, 'calibration.json')
      await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value))
      return path
    }
    const config = readConfig({})
    const { db, sql } = await pool.open('DB')
    await db.prepare(await edgeCalibration(config, await file({ ...trusting, reader: READER }))).all()
    const kept = await createSqlStore(sql, { dimensions: DIMENSIONS }).getMeta(`calibration:${READER}`)
    expect(JSON.parse(kept!)).toEqual({ ...trusting, reader: READER })
    await expect(edgeCalibration(config, await file(trusting))).rejects.toThrow(
      /belongs to reader fake-reader@1/,
    )
    await expect(edgeCalibration(config, await file('{'))).rejects.toThrow(/is not JSON/)
    await expect(edgeCalibration(config, join(dir, 'none.json'))).rejects.toThrow(/cannot be read/)
  })

  it('writes values as they are, quotes, white space and question marks too', async () => {
    const script = createSqlScript()
    const bytes = new Uint8Array([0, 255]).buffer
    await script.all('SELECT ? AS a,\n  ? AS b, ? AS c, ? AS d', ["it's  a\n?", 1.5, null, bytes])
    expect(script.text()).toBe("SELECT 'it''s  a\n?' AS a, 1.5 AS b, NULL AS c, X'00ff' AS d;\n")
    const { db } = await pool.open('DB')
    const { results } = await db.prepare(script.text()).all()
    expect(results).toEqual([{ a: "it's  a\n?", b: 1.5, c: null, d: [0, 255] }])
  })
})
