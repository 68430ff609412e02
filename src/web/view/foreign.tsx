// A text of others within a line of ours.
import { setApart } from '../set-apart.ts'

/** It cannot turn round or move what stands beside it. A paragraph of its own does not need this. */
export function Foreign({ text }: { text: string }) {
  return <bdi>{setApart(text)}</bdi>
}
