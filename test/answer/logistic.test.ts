import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fitLogistic, sigmoid, type LogisticModel } from '../../src/answer/logistic.ts'

const predict = ({ intercept, weights }: LogisticModel, row: number[]): number =>
  sigmoid(row.reduce((sum, value, i) => sum + weights[i]! * value, intercept))

it('finds the share of a single group', () => {
  const model = fitLogistic([[0], [0], [0], [0]], [1, 1, 1, 0], 1)
  expect(predict(model, [0])).toBeCloseTo(0.75, 4)
})

it('finds the coefficients that made the labels, in raw units', () => {
  const rows = Array.from({ length: 400 }, (_, i) => [(i % 20) - 10, 1000 + (i % 7)])
  const labels = rows.map(([x]) => 1 / (1 + Math.exp(-(0.5 + 0.3 * x!))))
  const model = fitLogistic(rows, labels, 0)
  expect(model.weights[0]).toBeCloseTo(0.3, 3)
  expect(model.weights[1]).toBeCloseTo(0, 3)
  expect(predict(model, [2, 1003])).toBeCloseTo(1 / (1 + Math.exp(-1.1)), 3)
})

it('a penalty pulls the weights towards 0 and keeps separable data finite', () => {
  const rows = [[-2], [-1], [1], [2]]
  const [loose, tight] = [0.1, 10].map((penalty) => fitLogistic(rows, [0, 0, 1, 1], penalty).weights[0]!)
  expect(loose).toBeGreaterThan(tight!)
  expect(tight).toBeGreaterThan(0)
  expect(Number.isFinite(loose)).toBe(true)
})

it('a constant column has no weight, also one whose mean is rounded', () => {
  const rows = Array.from({ length: 7 }, (_, i) => [i, 0.1])
  const model = fitLogistic(rows, [0, 0, 0, 1, 0, 1, 1], 1)
  expect(Math.abs(model.weights[1]!)).toBeLessThan(1e-6)
  expect(predict(model, [6, 0.1])).toBeCloseTo(predict(model, [6, 0.1000001]), 3)
})

it('importance counts a row as often as it says', () => {
  const twice = fitLogistic([[0], [1], [1], [2]], [0, 1, 1, 0], 1)
  const weighed = fitLogistic([[0], [1], [2]], [0, 1, 0], 1, [1, 2, 1])
  expect(predict(weighed, [1])).toBeCloseTo(predict(twice, [1]), 2)
})

it('is deterministic and finite for any rows, also constant columns and one class only', () => {
  const row = fc.tuple(
    fc.integer({ min: -5, max: 5 }),
    fc.constant(3),
    fc.float({ min: 0, max: 1, noNaN: true }),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(row, fc.constantFrom(0, 1)), { minLength: 1, maxLength: 30 }), (data) => {
      const [rows, labels] = [data.map(([values]) => [...values]), data.map(([, label]) => label)]
      const model = fitLogistic(rows, labels, 1)
      expect([model.intercept, ...model.weights].every(Number.isFinite)).toBe(true)
      expect(fitLogistic(rows, labels, 1)).toEqual(model)
    }),
    { numRuns: 50 },
  )
})
