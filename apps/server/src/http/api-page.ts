import type { Operation, Policy } from '@chuangyuan/contract/operation'
import { refusalStatus } from '@chuangyuan/contract/refusal'

/** The API as a page to read and print: no script, so it works under the strictest policy. */
export function apiPage(operations: readonly Operation[]): string {
  const groups = Map.groupBy(operations, (operation) => operation.id.split('.')[0] ?? '')
  const sections = [...groups].map(
    ([name, each]) => `<section><h2>${escaped(name)}</h2>${each.map(row).join('')}</section>`,
  )
  const codes = Object.entries(refusalStatus).map(
    ([code, status]) => `<tr id="${code}"><td>${String(status)}</td><td><code>${code}</code></td></tr>`,
  )
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>创园接口</title>
<meta name="viewport" content="width=device-width"><link rel="icon" href="/favicon.svg" type="image/svg+xml"><link rel="stylesheet" href="/api/docs.css"></head><body><main>
<h1>创园接口</h1><p>机器可读：<a href="/api/openapi.json">OpenAPI 3.1</a>。拒绝一律为 RFC 9457 问题详情。</p>
${sections.join('\n')}<section><h2>拒绝代码</h2><table><tbody>${codes.join('')}</tbody></table></section></main></body></html>`
}

export const apiPageStyle = `
body{margin:0;background:#fbfaf6;color:#1f2a24;font:15px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:60rem;margin:0 auto;padding:2rem 1.5rem}
h1,h2{color:#1d5b3f;font-weight:600}h2{border-bottom:1px solid #d9d6cb;padding-bottom:.25rem;margin-top:2.5rem}
code{font-family:ui-monospace,Consolas,monospace;font-size:.92em}
article{padding:.6rem 0;border-bottom:1px dotted #d9d6cb}article p{margin:.15rem 0}
.method{display:inline-block;min-width:4.5rem;font-weight:600;color:#1d5b3f}.policy{color:#5d665f;font-size:.9em}
table{border-collapse:collapse}td{padding:.15rem 1rem .15rem 0}`

function row(operation: Operation): string {
  return `<article id="${operation.id}"><p><span class="method">${operation.method}</span><code>${escaped(operation.path)}</code></p>
<p>${escaped(operation.summary)}</p><p class="policy">${escaped(policyText(operation.policy))} · <code>${operation.id}</code></p></article>`
}

function policyText(policy: Policy): string {
  switch (policy.kind) {
    case 'public':
      return '任何人'
    case 'setup':
      return '持安装链接者'
    case 'signed-in':
      return '已登录'
    case 'verb':
      return `须有权限 ${policy.verb}`
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${String(char.charCodeAt(0))};`)
}
