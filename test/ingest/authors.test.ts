import { expect, it } from 'vitest'
import { authorName, bylineOf } from '../../src/ingest/authors.ts'

it.each([
  ['记者 李一', '李一'],
  ['李一 王二 编辑：张三', '李一 王二'],
  ['admin', null],
  ['网站管理员', null],
  ['昨日开工。', null],
  ['https://example.cn', null],
  ['', null],
])('the value %j of a label names %j', (value, name) => {
  expect(authorName(value)).toBe(name)
})

it.each([
  ['本报讯（记者 李一 王二）昨日，项目开工。', '李一 王二'],
  ['（江湾日报记者 李一 通讯员 张三）昨日开工。', '李一'],
  ['江湾网讯 记者 李一 昨日，项目开工。', '李一'],
  ['记者从会上获悉，项目已经开工。', null],
  ['（记者从会上获悉）项目已经开工。', null],
])('the line %j names %j', (line, name) => {
  expect(bylineOf(line)).toBe(name)
})
