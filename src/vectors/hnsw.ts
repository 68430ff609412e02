// VectorIndex on hnswlib-node. The graph proposes, the vectors kept beside it decide: scores and order are exact.
import hnswlib from 'hnswlib-node'
import { createSlab, mustBeVector, type Slab } from './slab.ts'
import type { VectorHit, VectorIndex } from './vector-index.ts'

/** A vector index that can be written to a file (see `hnsw-file.ts`). */
export interface HnswIndex extends VectorIndex {
  readonly dimensions: number
  /** Places taken in the graph, those of removed vectors included. */
  places(): number
  /** Write the graph; changes wait until it is written. */
  write(path: string): Promise<void>
}

/** How to build and search the graph. */
export interface HnswOptions {
  dimensions: number
  /** Vectors to expect; it grows by itself. */
  capacity?: number
  /** Breadth of search: recall against time. */
  ef?: number
  /** Up to this many vectors (all, or allowed ones) a query compares them one by one: exact and as fast. */
  exactUpTo?: number
}

type Native = InstanceType<typeof hnswlib.HierarchicalNSW>

// hnswlib's defaults, and a fixed seed: the same inserts in the same order make the same graph.
const M = 16
const EF_CONSTRUCTION = 200
const SEED = 100

const EF = 256
const EXACT_UP_TO = 5000
// Native inserts are synchronous; other work gets a turn after this many milliseconds.
const SLICE_MS = 10

/** An empty index. */
export function createHnsw(options: HnswOptions): HnswIndex {
  const graph = new hnswlib.HierarchicalNSW('ip', options.dimensions)
  graph.initIndex(Math.max(options.capacity ?? 1024, 16), M, EF_CONSTRUCTION, SEED)
  return overGraph(graph, createSlab(options.dimensions), options)
}

/**
 * An index over a graph file that has been checked (`loadHnsw`): the native reader trusts what it is given. `points`: the
 * vectors in it, but for the removed ones.
 */
export async function readHnsw(
  path: string,
  points: AsyncIterable<{ id: number; vector: Float32Array }>,
  options: HnswOptions,
): Promise<HnswIndex> {
  const graph = new hnswlib.HierarchicalNSW('ip', options.dimensions)
  await graph.readIndex(path)
  const slab = createSlab(options.dimensions)
  for await (const { id, vector } of points) slab.set(id, vector)
  return overGraph(graph, slab, options)
}

function overGraph(graph: Native, slab: Slab, options: HnswOptions): HnswIndex {
  const { dimensions, ef = EF, exactUpTo = EXACT_UP_TO } = options
  // Ids that have a place in the graph; those not in the slab are marked as deleted.
  const placed = new Set(graph.getIdsList())
  const inTurn = queue()

  const place = (id: number, vector: Float32Array): void => {
    mustBeVector(vector, dimensions)
    const marked = placed.has(id) && !slab.has(id)
    if (!marked && sameVector(slab.get(id), vector)) return
    if (placed.size === graph.getMaxElements() && !placed.has(id)) graph.resizeIndex(placed.size * 2)
    slab.set(id, vector)
    graph.addPoint(Array.from(vector), id)
    placed.add(id)
  }

  return {
    dimensions,
    places: () => placed.size,
    upsert: (items) => inTurn(() => inSlices(items, ({ id, vector }) => place(id, vector))),
    remove: (ids) =>
      inTurn(async () => {
        for (const id of ids) if (slab.delete(id)) graph.markDelete(id)
      }),
    async query(vector, k, allow) {
      mustBeVector(vector, dimensions)
      if (slab.size <= exactUpTo) return slab.search(vector, k, allow ?? slab.ids())
      if (allow && allow.size <= exactUpTo) return slab.search(vector, k, allow)
      return slab.search(vector, k, candidates(vector, k, allow))
    },
    async ids() {
      return new Set(slab.ids())
    },
    async size() {
      return slab.size
    },
    write: (path) =>
      inTurn(async () => {
        await graph.writeIndex(path)
      }),
  }

  function candidates(
    vector: Float32Array,
    k: number,
    allow: ReadonlySet<number> | undefined,
  ): VectorHit['id'][] {
    if (slab.size === 0 || k < 1) return []
    // Three times k, because the last of a beam are its least certain; a few more than asked settle ties at the end.
    const breadth = Math.min(Math.max(ef, 3 * k), slab.size)
    graph.setEf(breadth)
    const query = Array.from(vector)
    return (allow ? graph.searchKnn(query, breadth, (id) => allow.has(id)) : graph.searchKnn(query, breadth))
      .neighbors
  }
}

function sameVector(a: Float32Array | undefined, b: Float32Array): boolean {
  return a !== undefined && a.every((value, i) => value === b[i])
}

async function inSlices<T>(items: readonly T[], work: (item: T) => void): Promise<void> {
  let since = performance.now()
  for (const item of items) {
    work(item)
    if (performance.now() - since > SLICE_MS) {
      await new Promise((resolve) => setImmediate(resolve))
      since = performance.now()
    }
  }
}

// One change at a time: the graph must not change while it is written in another thread.
function queue(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const turn = last.then(work)
    last = turn.catch(() => undefined)
    return turn
  }
}
