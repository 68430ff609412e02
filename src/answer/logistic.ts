// Logistic regression with a ridge penalty, fitted by iteratively reweighted least squares (Newton's method).
// Pure and deterministic. Features are standardised before fitting, so one penalty suits all.

export interface LogisticModel {
  intercept: number
  weights: number[]
}

/** The probability, 0–1, of log-odds. */
export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}

/**
 * Fit on rows with labels 0 or 1 (or a probability between). `penalty` ≥ 0 pulls the standardised weights, not
 * the intercept, towards 0. The weights returned are for raw features.
 */
export function fitLogistic(
  rows: number[][],
  labels: number[],
  penalty: number,
  importance?: number[],
): LogisticModel {
  const width = rows[0]?.length ?? 0
  const mean = column(rows, width, (value) => value)
  // A constant column may deviate from its mean by rounding; dividing by that would blow its weight up.
  const deviation = column(rows, width, (value, i) => (value - mean[i]!) ** 2).map((variance, i) => {
    const found = Math.sqrt(variance)
    return found > 1e-9 * (1 + Math.abs(mean[i]!)) ? found : 1
  })
  const scaled = rows.map((row) => [1, ...row.map((value, i) => (value - mean[i]!) / deviation[i]!)])
  let beta = Array.from({ length: width + 1 }, () => 0)
  for (let step = 0; step < 30; step += 1) {
    const { gradient, hessian } = derivatives(scaled, labels, beta, penalty, importance)
    const change = solve(hessian, gradient)
    beta = beta.map((value, i) => value + change[i]!)
    if (Math.max(...change.map(Math.abs)) < 1e-6) break
  }
  const weights = beta.slice(1).map((value, i) => value / deviation[i]!)
  const intercept = beta[0]! - weights.reduce((sum, weight, i) => sum + weight * mean[i]!, 0)
  return { intercept, weights }
}

function column(rows: number[][], width: number, of: (value: number, i: number) => number): number[] {
  return Array.from(
    { length: width },
    (_, i) => rows.reduce((sum, row) => sum + of(row[i]!, i), 0) / rows.length,
  )
}

function derivatives(
  rows: number[][],
  labels: number[],
  beta: number[],
  penalty: number,
  importance: number[] | undefined,
): { gradient: number[]; hessian: number[][] } {
  const size = beta.length
  const gradient = beta.map((value, i) => (i === 0 ? 0 : -penalty * value))
  const hessian = beta.map((_, i) => beta.map((__, j) => (i === j ? (i === 0 ? 1e-9 : penalty) : 0)))
  rows.forEach((row, r) => {
    let sum = 0
    for (let i = 0; i < size; i += 1) sum += beta[i]! * row[i]!
    const p = sigmoid(sum)
    const weight = importance?.[r] ?? 1
    const curvature = Math.max(p * (1 - p), 1e-6) * weight
    for (let i = 0; i < size; i += 1) {
      gradient[i]! += weight * (labels[r]! - p) * row[i]!
      for (let j = 0; j <= i; j += 1) hessian[i]![j]! += curvature * row[i]! * row[j]!
    }
  })
  for (let i = 0; i < size; i += 1) for (let j = i + 1; j < size; j += 1) hessian[i]![j] = hessian[j]![i]!
  return { gradient, hessian }
}

// Gaussian elimination with partial pivoting.
function solve(matrix: number[][], vector: number[]): number[] {
  const a = matrix.map((row, i) => [...row, vector[i]!])
  const size = a.length
  for (let c = 0; c < size; c += 1) {
    let pivot = c
    for (let r = c + 1; r < size; r += 1) if (Math.abs(a[r]![c]!) > Math.abs(a[pivot]![c]!)) pivot = r
    ;[a[c], a[pivot]] = [a[pivot]!, a[c]!]
    const head = a[c]![c]! || 1e-12
    for (let r = 0; r < size; r += 1) {
      if (r === c) continue
      const factor = a[r]![c]! / head
      if (factor !== 0) for (let k = c; k <= size; k += 1) a[r]![k]! -= factor * a[c]![k]!
    }
  }
  return a.map((row, i) => row[size]! / (row[i]! || 1e-12))
}
