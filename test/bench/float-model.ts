// A dynamically quantised ONNX model as one of plain floats: the same weights, multiplied without rounding. It knows the
// patterns that ONNX Runtime's quantize_dynamic writes and refuses a graph with others.
import { copyFile, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import protocol, { type onnx } from 'onnx-proto'
import { InputError } from '../../src/errors.ts'

const { GraphProto, ModelProto, NodeProto, TensorProto } = protocol.onnx
const { FLOAT, INT8, UINT8 } = TensorProto.DataType

/** Make `to` (config, tokenizer, onnx/model.onnx) of a model directory with onnx/model_quantized.onnx, unless it is there. */
export async function makeFloatModel(from: string, to: string): Promise<void> {
  const target = join(to, 'onnx', 'model.onnx')
  if ((await readdir(join(to, 'onnx')).catch((): string[] => [])).includes('model.onnx')) return
  await mkdir(join(to, 'onnx'), { recursive: true })
  for (const name of ['config.json', 'tokenizer.json', 'tokenizer_config.json']) {
    await copyFile(join(from, name), join(to, name))
  }
  const bytes = await readFile(join(from, 'onnx', 'model_quantized.onnx'))
  await writeFile(`${target}.part`, dequantised(bytes))
  await rename(`${target}.part`, target)
}

/** The model in floats. Throws `InputError` when it is quantised in another way. */
export function dequantised(bytes: Uint8Array): Uint8Array {
  const model = ModelProto.decode(bytes)
  const graph = model.graph!
  const stored = new Map(graph.initializer!.map((tensor) => [tensor.name!, tensor]))
  const takers = new Map<string, onnx.INodeProto[]>()
  const makers = new Map<string, onnx.INodeProto>()
  for (const node of graph.node!) {
    for (const name of node.input!) takers.set(name, [...(takers.get(name) ?? []), node])
    for (const name of node.output!) makers.set(name, node)
  }
  const gone = new Set<onnx.INodeProto>()
  const instead = new Map<onnx.INodeProto, onnx.INodeProto>()
  const floats = new Map<string, onnx.ITensorProto>()
  const floatOf = (weights: string, scale: string, zero: string | undefined): string => {
    const name = `${weights}_float`
    const tensors = [stored.get(weights), stored.get(scale)]
    if (tensors.includes(undefined)) throw unknown(`${weights} is not constant`)
    if (!floats.has(name)) floats.set(name, toFloat(name, tensors[0]!, tensors[1]!, stored.get(zero ?? '')))
    return name
  }
  for (const node of graph.node!) {
    if (node.opType === 'DynamicQuantizeLinear') gone.add(node)
    if (node.opType === 'MatMulInteger') {
      // x → DynamicQuantizeLinear → MatMulInteger(w) → Cast → Mul(scale of x · scale of w)
      const [x, weights, , zero] = node.input!
      const source = makers.get(x!)
      const cast = only(takers, node)
      const product = only(takers, cast)
      const scales = makers.get(product.input!.find((name) => name !== cast.output![0])!)
      const scale = scales?.input!.find((name) => stored.has(name))
      if (source?.opType !== 'DynamicQuantizeLinear' || product.opType !== 'Mul' || scale === undefined)
        throw unknown(node.name!)
      for (const one of [node, cast, scales!]) gone.add(one)
      const input = [source.input![0]!, floatOf(weights!, scale, zero)]
      instead.set(
        product,
        NodeProto.create({ opType: 'MatMul', name: node.name!, input, output: product.output! }),
      )
    }
    if (node.opType === 'DequantizeLinear') {
      // w → Gather → DequantizeLinear
      const gather = makers.get(node.input![0]!)
      if (gather?.opType !== 'Gather') throw unknown(node.name!)
      const [weights, ...where] = gather.input!
      gone.add(gather)
      const input = [floatOf(weights!, node.input![1]!, node.input![2]), ...where]
      instead.set(node, NodeProto.create({ ...gather, input, output: node.output! }))
    }
  }
  const node = graph.node!.filter((one) => !gone.has(one)).map((one) => instead.get(one) ?? one)
  const used = new Set(node.flatMap((one) => one.input!))
  const initializer = [...graph.initializer!.filter(({ name }) => used.has(name!)), ...floats.values()]
  const whole = GraphProto.create({ ...graph, node, initializer, valueInfo: [] })
  return ModelProto.encode(ModelProto.create({ ...model, graph: whole })).finish()
}

// The one node that takes what this one makes.
function only(takers: Map<string, onnx.INodeProto[]>, node: onnx.INodeProto): onnx.INodeProto {
  const [taker, second] = takers.get(node.output![0]!) ?? []
  if (taker === undefined || second !== undefined) throw unknown(node.name!)
  return taker
}

// One scale for the whole tensor, or one for each of its last dimension.
function toFloat(
  name: string,
  weights: onnx.ITensorProto,
  scale: onnx.ITensorProto,
  zero: onnx.ITensorProto | undefined,
): onnx.ITensorProto {
  const values = integers(weights)
  const scales = reals(scale)
  const zeros = zero === undefined ? new Int8Array(scales.length) : integers(zero)
  const columns = Number(weights.dims!.at(-1))
  if (scales.length !== 1 && scales.length !== columns) throw unknown(`${name} by ${scales.length} scales`)
  const found = new Float32Array(values.length)
  for (let i = 0; i < found.length; i += 1) {
    const c = scales.length === 1 ? 0 : i % columns
    found[i] = (values[i]! - zeros[zeros.length === 1 ? 0 : c]!) * scales[c]!
  }
  return TensorProto.create({
    name,
    dims: weights.dims!,
    dataType: FLOAT,
    rawData: new Uint8Array(found.buffer),
  })
}

function integers({ dataType, rawData, int32Data, name }: onnx.ITensorProto): Int8Array | Uint8Array {
  if (dataType !== INT8 && dataType !== UINT8) throw unknown(`${name} of type ${dataType}`)
  const kind = dataType === INT8 ? Int8Array : Uint8Array
  return rawData?.length ? new kind(new Uint8Array(rawData).buffer) : kind.from(int32Data ?? [])
}

function reals({ dataType, rawData, floatData, name }: onnx.ITensorProto): Float32Array {
  if (dataType !== FLOAT) throw unknown(`${name} of type ${dataType}`)
  return rawData?.length
    ? new Float32Array(new Uint8Array(rawData).buffer)
    : Float32Array.from(floatData ?? [])
}

function unknown(what: string): InputError {
  return new InputError(
    `the model is quantised in a way that is not known (${what}); give one in floats by --fp32-model`,
  )
}
