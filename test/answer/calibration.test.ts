import { expect, it } from 'vitest'
import { checkCalibration } from '../../src/answer/calibration.ts'
import { FEATURES } from '../../src/answer/candidates.ts'
import { SIGNALS } from '../../src/answer/decide.ts'
import { IndexError } from '../../src/errors.ts'
import { trusting } from '../fakes.ts'

const without = (weights: Record<string, number>, name: string): Record<string, number> =>
  Object.fromEntries(Object.entries(weights).filter(([key]) => key !== name))

it('lets a whole calibration of the reader in use pass as it is', () => {
  expect(checkCalibration(structuredClone(trusting), 'fake-reader@1')).toEqual(trusting)
})

it.each([
  ['of another reader', { ...trusting, reader: 'other@2' }, 'other@2'],
  ['of another version', { ...trusting, version: 2 }, 'version'],
  ['without a threshold', { ...trusting, threshold: undefined }, 'threshold'],
  ['with an impossible threshold', { ...trusting, threshold: 1.5 }, 'threshold'],
  [
    'that lacks a feature',
    { ...trusting, ranker: { intercept: 0, weights: without(trusting.ranker.weights, FEATURES[3]) } },
    FEATURES[3],
  ],
  [
    'that lacks a signal',
    { ...trusting, decider: { intercept: 0, weights: without(trusting.decider.weights, SIGNALS[1]) } },
    SIGNALS[1],
  ],
  ['that is no object', 'x', 'not usable'],
])('refuses one %s, naming the fault and the remedy', (_, value, said) => {
  const check = (): unknown => checkCalibration(value, 'fake-reader@1')
  expect(check).toThrow(IndexError)
  expect(check).toThrow(said)
  expect(check).toThrow('touwen calibrate')
})
