// Where an article is read here, and a place in it. Pure.

interface Place {
  start: number
  end: number
}

/**
 * The page of an article, with a place marked: the query is what the server marks, the fragment what the browser scrolls to.
 * Without a revision: the current one.
 */
export function articleAddress(
  { id, revision }: { id: string; revision?: number },
  place?: Place,
  base = '',
): string {
  const path = `${base}/articles/${encodeURIComponent(id.toWellFormed())}`
  const span = place === undefined ? '' : `${place.start}-${place.end}`
  const query = [
    ...(revision === undefined ? [] : [`revision=${revision}`]),
    ...(place === undefined ? [] : [`c=${span}`]),
  ]
  const suffix = query.length === 0 ? '' : `?${query.join('&')}`
  return `${path}${suffix}${place === undefined ? '' : `#c=${span}`}`
}
