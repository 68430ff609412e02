// What ingest and `read` see of files and directories on a disk.
import { collectFrom, type Collection, type CollectOptions } from './collect.ts'
import { fromPaths } from './read.ts'

/** Everything that can be read under the paths (“-”: standard input). Nothing is thrown for a bad file. */
export function collect(paths: readonly string[], options: CollectOptions = {}): Promise<Collection> {
  return collectFrom(fromPaths(paths), options)
}
