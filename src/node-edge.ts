// Composition of what is made on a machine of one's own for a deployment on Cloudflare: scripts that wrangler runs there.
import { readFile } from 'node:fs/promises'
import { checkCalibration } from './answer/calibration.ts'
import { bundleAssets } from './assets/esbuild.ts'
import { writeAssets } from './assets/folder.ts'
import type { Config } from './config.ts'
import { InputError, messageOf } from './errors.ts'
import { createKeys } from './keys/keys.ts'
import type { CreatedKey, NewKey } from './keys/key.ts'
import { createKeyStore } from './keys/sql-keys.ts'
import { workersAiReaderId } from './reader/workers-ai.ts'
import { createSqlScript } from './store/sql-script.ts'
import { metaStatement } from './store/sql-write.ts'

/** A new key, and the script that makes it known to the database RECORDS; the key itself is not in it. */
export async function edgeKey(wish: NewKey): Promise<{ created: CreatedKey; script: string }> {
  const script = createSqlScript()
  const created = await createKeys({ store: createKeyStore(script) }).create(wish)
  return { created, script: script.text() }
}

/** The script that gives the database DB a calibration. Throws `IndexError` for one of another reader, or of none. */
export async function edgeCalibration({ edge }: Config, path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new InputError(`the calibration ${path} cannot be read (${messageOf(cause)}); check its path`, {
      cause,
    })
  })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new InputError(`the calibration ${path} is not JSON (${messageOf(cause)}); restore it`, { cause })
  }
  return calibrationScript(value, workersAiReaderId(edge.reranker))
}

/** The script that stores a calibration of a reader. Throws `IndexError` for one of another reader, or of none. */
export async function calibrationScript(value: unknown, reader: string): Promise<string> {
  const calibration = checkCalibration(value, reader)
  const script = createSqlScript()
  await script.batch([metaStatement(`calibration:${reader}`, JSON.stringify(calibration))])
  return script.text()
}

/** Make scripts and style sheets of the pages anew, in the place of what the folder held; their paths in it. */
export async function edgeAssets(directory: string): Promise<string[]> {
  return writeAssets(await bundleAssets(), directory)
}
