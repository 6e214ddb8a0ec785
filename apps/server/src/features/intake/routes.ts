import * as contract from '@chuangyuan/contract/intake'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { applyOne } from './apply-import.ts'
import { templateFile } from './export-district.ts'
import { discardOne, listAll, listRows, markedFile, showOne } from './list-imports.ts'
import { uploadOne } from './preview-import.ts'
import { undoOne } from './undo-import.ts'

export function intakeRoutes(bind: Bind, deps: Deps): void {
  bind(contract.districtTemplate, ({ session, query }) => templateFile(deps, session, query))
  bind(contract.uploadImport, ({ session, query, upload }) =>
    uploadOne(deps, session, query.fileName, upload),
  )
  bind(contract.listImports, ({ session, query }) => listAll(deps, session, query))
  bind(contract.getImport, ({ session, params }) => showOne(deps, session, params.importId))
  bind(contract.listImportRows, ({ session, params, query }) =>
    listRows(deps, session, params.importId, query),
  )
  bind(contract.markedImport, ({ session, params }) => markedFile(deps, session, params.importId))
  bind(contract.applyImport, ({ session, params }) => applyOne(deps, session, params.importId))
  bind(contract.undoImport, ({ session, params, body }) =>
    undoOne(deps, session, params.importId, body.overwriteChanged),
  )
  bind(contract.discardImport, ({ session, params }) => discardOne(deps, session, params.importId))
}
