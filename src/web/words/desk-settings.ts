// Words of the page of settings.
import { wording } from './words.ts'

export const settingsWords = wording({
  health: ['运行情况', '執行情況', 'Health'],
  ready: ['可以回答', '可以回答', 'It can answer'],
  notReady: [
    '现在不能回答。原因在服务器日志里；也可在服务器上运行 touwen doctor。',
    '現在不能回答。原因在伺服器日誌裡；也可在伺服器上執行 touwen doctor。',
    'It cannot answer. The cause is in the log of the server; touwen doctor tells more.',
  ],
  check: ['检查', '檢查', 'Check'],
  result: ['结果', '結果', 'Result'],
  took: ['用时', '用時', 'Took'],
  good: ['正常', '正常', 'Good'],
  warn: ['留意', '留意', 'Beware'],
  bad: ['不正常', '不正常', 'Failing'],
  index: ['收录', '收錄', 'The index'],
  articles: ['文章', '文章', 'Articles'],
  zones: ['开发区', '開發區', 'Zones'],
  sources: ['来源', '來源', 'Sources'],
  period: ['日期', '日期', 'Dates'],
  undated: ['日期不详', '日期不詳', 'Without a date'],
  program: ['程序', '程式', 'The program'],
  version: ['版本', '版本', 'Version'],
  docs: ['接口说明', '介面說明', 'API reference'],
  openapi: ['OpenAPI 文件', 'OpenAPI 檔案', 'OpenAPI file'],
  config: [
    '其余设置由环境变量给出。在服务器上运行 touwen config 查看，改后重启生效。',
    '其餘設定由環境變數給出。在伺服器上執行 touwen config 查看，改後重啟生效。',
    'The other settings are environment variables: touwen config on the server shows them; a restart applies changes.',
  ],
  exports: ['导出', '匯出', 'Exports'],
  exportCsv: ['全部问答（CSV）', '全部問答（CSV）', 'All questions (CSV)'],
  exportJsonl: ['全部问答（JSONL）', '全部問答（JSONL）', 'All questions (JSONL)'],
  backup: [
    '整个收录和记录的备份：在服务器上运行 touwen backup。',
    '整個收錄和記錄的備份：在伺服器上執行 touwen backup。',
    'A backup of the index and all records: touwen backup on the server.',
  ],
})
