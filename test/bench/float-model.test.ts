// A small graph as ONNX Runtime's quantize_dynamic writes it, taken back to floats. No model runs here.
import protocol, { type onnx } from 'onnx-proto'
import { expect, it } from 'vitest'
import { dequantised } from './float-model.ts'

const { ModelProto, TensorProto } = protocol.onnx
const { FLOAT, INT8, UINT8 } = TensorProto.DataType

const bytesOf = (values: Int8Array | Uint8Array | Float32Array): Uint8Array =>
  new Uint8Array(values.slice().buffer)
const tensor = (
  name: string,
  dims: number[],
  dataType: number,
  values: Int8Array | Uint8Array | Float32Array,
) => ({
  name,
  dims,
  dataType,
  rawData: bytesOf(values),
})
const node = (opType: string, input: string[], output: string[]): onnx.INodeProto => ({
  opType,
  name: `${opType}-${output[0]}`,
  input,
  output,
})

// Two rows, three columns with a scale and a zero point each; a table of two rows with one scale.
const initializer = [
  tensor('w', [2, 3], INT8, Int8Array.of(10, -20, 30, 40, 50, -60)),
  tensor('w_scale', [3], FLOAT, Float32Array.of(0.5, 0.25, 2)),
  tensor('w_zero', [3], INT8, Int8Array.of(0, 10, 0)),
  tensor('t', [2, 2], UINT8, Uint8Array.of(128, 130, 126, 255)),
  tensor('t_scale', [], FLOAT, Float32Array.of(0.5)),
  tensor('t_zero', [], UINT8, Uint8Array.of(128)),
  tensor('bias', [3], FLOAT, Float32Array.of(1, 2, 3)),
]
const nodes = [
  node('Gather', ['t', 'ids'], ['rows_q']),
  node('DequantizeLinear', ['rows_q', 't_scale', 't_zero'], ['x']),
  node('DynamicQuantizeLinear', ['x'], ['x_q', 'x_scale', 'x_zero']),
  node('Mul', ['x_scale', 'w_scale'], ['scales']),
  node('MatMulInteger', ['x_q', 'w', 'x_zero', 'w_zero'], ['y_q']),
  node('Cast', ['y_q'], ['y_cast']),
  node('Mul', ['y_cast', 'scales'], ['y']),
  node('Add', ['y', 'bias'], ['out']),
]
const encoded = (node: onnx.INodeProto[]): Uint8Array =>
  ModelProto.encode({ graph: { node, initializer } }).finish()

it('multiplies the same weights in floats', () => {
  const { graph } = ModelProto.decode(dequantised(encoded(nodes)))
  expect(graph!.node!.map(({ opType, input, output }) => [opType, input, output])).toEqual([
    ['Gather', ['t_float', 'ids'], ['x']],
    ['MatMul', ['x', 'w_float'], ['y']],
    ['Add', ['y', 'bias'], ['out']],
  ])
  const stored = Object.fromEntries(
    graph!.initializer!.map(({ name, rawData }) => [
      name,
      [...new Float32Array(new Uint8Array(rawData!).buffer)],
    ]),
  )
  expect(stored).toEqual({
    bias: [1, 2, 3],
    w_float: [5, -7.5, 60, 20, 10, -120],
    t_float: [0, 1, -1, 63.5],
  })
})

it('refuses a graph that is quantised in another way', () => {
  const other = nodes.filter(({ opType }) => opType !== 'Cast')
  expect(() => dequantised(encoded(other))).toThrow('--fp32-model')
  const alone = nodes.filter(({ opType }) => opType !== 'Gather')
  expect(() => dequantised(encoded(alone))).toThrow('--fp32-model')
})
