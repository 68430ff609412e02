import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'

const scratch = await mkdtemp(join(tmpdir(), 'touwen-default-'))
afterAll(() => rm(scratch, { recursive: true, force: true }))

// Tells each module of a language model's client that is loaded. In a file, since tsx does not take `data:` modules.
const hook = join(scratch, 'hook.mjs')
await writeFile(
  hook,
  `import { writeSync } from 'node:fs'
  export async function resolve(name, context, next) {
    const found = await next(name, context)
    if (/node_modules.(?:@langchain|openai|langsmith)./.test(found.url)) writeSync(1, 'loaded\\n')
    return found
  }`,
)

// Runs in a process of its own, in which connections are told and fail.
const script = (then: string): string => `
  import { register } from 'node:module'
  import { Socket } from 'node:net'
  import { pathToFileURL } from 'node:url'
  register(pathToFileURL(${JSON.stringify(hook)}).href)
  Socket.prototype.connect = () => { process.stdout.write('connected\\n'); throw new Error('offline') }
  const { readConfig } = await import('./src/config.ts')
  const settings = { TOUWEN_INDEX: ${JSON.stringify(join(scratch, 'index'))} }
  ${then}
`

async function run(then: string): Promise<string> {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script(then)]
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 100_000 })
  return stdout
}

it('by default an engine loads no language model and opens no connection', { timeout: 120_000 }, async () => {
  const out = await run(`
    await import('./src/cli/program.ts')
    const { openEngine } = await import('./src/node.ts')
    const engine = await openEngine(readConfig(settings), { mode: 'write' })
    console.log((await engine.ask({ question: '外资到账目标是多少' })).outcome)
    await engine.close()`)
  expect(out).toBe('refused\n')
})

it('a model that is configured is loaded when it is used, and not before', { timeout: 120_000 }, async () => {
  const out = await run(`
    const { openAiCompatible } = await import('./src/llm/openai-compatible.ts')
    const { llm } = readConfig({ ...settings, TOUWEN_LLM: 'openai-compatible', TOUWEN_LLM_KEY: 'k',
      TOUWEN_LLM_BASE_URL: 'http://127.0.0.1:1/v1', TOUWEN_LLM_MODEL: 'm' })
    const { model } = openAiCompatible(llm)
    console.log('made')
    await model()`)
  expect(out.split('\n')[0]).toBe('made')
  expect(out).toContain('loaded')
  expect(out).not.toContain('connected')
})
