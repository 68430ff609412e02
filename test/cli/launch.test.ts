// The command line as it is started: compiled once, kept until a source changes, and run from its sources where nothing can
// be kept. In a copy of the sources, so that they can be changed.
import { spawn } from 'node:child_process'
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { temporaryDirectory } from '../store/temporary.ts'

const CACHE = 'node_modules/.cache/touwen'

/** The sources with packages of their own directory, so that what is compiled is kept there. */
async function copied(): Promise<string> {
  const root = await temporaryDirectory()
  await cp('src', join(root, 'src'), { recursive: true })
  for (const file of ['package.json', 'package-lock.json']) await cp(file, join(root, file))
  await mkdir(join(root, 'node_modules'))
  for (const name of await readdir('node_modules')) {
    if (!name.startsWith('.')) await symlink(resolve('node_modules', name), join(root, 'node_modules', name))
  }
  return root
}

async function run(root: string, ...args: string[]) {
  const child = spawn(process.execPath, [join(root, 'src/cli/launch.mjs'), ...args], { cwd: root })
  const exit = new Promise<number | null>((end) => child.once('exit', end))
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { out, err, code }
}

const kept = (root: string): Promise<string[]> => readdir(join(root, CACHE))

async function change(root: string, from: string, to: string): Promise<void> {
  const path = join(root, 'src/cli/program.ts')
  const source = await readFile(path, 'utf8')
  expect(source).toContain(from)
  await writeFile(path, source.replace(from, to))
}

it('is compiled once, and again when a source has changed', { timeout: 120_000 }, async () => {
  const root = await copied()
  const first = await run(root, '--help')
  expect(first).toMatchObject({ code: 0, err: '' })
  const [name] = await kept(root)
  // The second is run from what was kept: a change of that shows.
  const files = await readdir(join(root, CACHE, name!))
  expect(files).toEqual(expect.arrayContaining(['main.mjs', 'thread.mjs', 'apart-thread.mjs']))
  const main = files.find((one) => /^program-.*\.mjs$/.test(one))
  const path = join(root, CACHE, name!, main!)
  await writeFile(path, (await readFile(path, 'utf8')).replace('print this help', 'from what was kept'))
  expect((await run(root, '--help')).out).toBe(first.out.replace('print this help', 'from what was kept'))
  expect(await kept(root)).toEqual([name])
  await change(root, 'print this help', 'another help')
  expect((await run(root, '--help')).out).toContain('another help')
  expect(await kept(root)).toHaveLength(2)
  await change(root, 'const program = ', "throw new TypeError('planted')\n  const program = ")
  expect((await run(root, '--help')).err).toMatch(/planted[^]*src\/cli\/program\.ts:\d+/)
})

it(
  'is run from its sources where nothing can be kept, and says what is wrong with them',
  { timeout: 120_000 },
  async () => {
    const root = await copied()
    await writeFile(join(root, 'node_modules/.cache'), 'no directory')
    expect(await run(root, '--version')).toMatchObject({ code: 0, err: '' })
    await change(root, 'export function createProgram', 'export function = createProgram')
    expect((await run(root, '--version')).err).toMatch(/program\.ts/)
  },
)
