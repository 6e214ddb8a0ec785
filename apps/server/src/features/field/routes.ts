import * as contract from '@chuangyuan/contract/field'
import * as rescue from '@chuangyuan/contract/rescue'
import { Readable } from 'node:stream'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { loadRescue, showRescue, uploadRescue } from './load-rescue.ts'
import { outlines } from './outlines.ts'
import { receiptKeys } from './receipt-key.ts'
import { showReceipt } from './receipt.ts'
import { showPackage } from './show-package.ts'
import { sendRecords } from './send-records.ts'

export function fieldRoutes(bind: Bind, deps: Deps): void {
  const key = receiptKeys(deps)
  bind(contract.sendRecords, ({ session, body }) => sendRecords(deps, key, session, body))
  bind(contract.getReceipt, ({ session, params }) => showReceipt(deps, key, session, params.deviceId))
  const outlined = outlines(deps.blobs)
  bind(contract.getFieldPackage, ({ session, query }) => showPackage(deps, outlined, session, query.known))
  bind(contract.receiptKey, async () => {
    const { open, former } = await key()
    return { key: open, former: [...former] }
  })
  bind(rescue.uploadRescue, ({ session, query, upload }) =>
    uploadRescue(deps, session, query.fileName, upload ?? Readable.from([])),
  )
  bind(rescue.previewRescue, ({ session, params, body }) =>
    showRescue(deps, session, params.rescueId, body.passphrase),
  )
  bind(rescue.loadRescue, ({ session, params, body }) =>
    loadRescue(deps, session, params.rescueId, body.passphrase),
  )
}
