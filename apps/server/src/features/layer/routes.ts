import * as contract from '@chuangyuan/contract/layer'
import { Readable } from 'node:stream'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { addStreets } from './add-streets.ts'
import { checkImport } from './check-import.ts'
import { exportRepairs } from './export-repairs.ts'
import { importLayer } from './import-layer.ts'
import { inspectFile } from './inspect-file.ts'
import { removeLayer, restoreLayer } from './remove-layer.ts'
import { allLayers, mapOf, oneLayer } from './show-layers.ts'
import { uploadFile } from './upload-file.ts'

export function layerRoutes(bind: Bind, deps: Deps): void {
  bind(contract.listLayers, ({ session, query }) => allLayers(deps, session, query.removed ?? false))
  bind(contract.getLayer, ({ session, params }) => oneLayer(deps, session, params.layerId))
  bind(contract.layerMap, ({ session, params, query }) => mapOf(deps, session, params.layerId, query.most))
  bind(contract.exportRepairs, ({ session, params }) => exportRepairs(deps, session, params.layerId))
  bind(contract.uploadMapFile, ({ session, query, upload }) =>
    uploadFile(deps, session, query.fileName, upload ?? Readable.from([])),
  )
  bind(contract.inspectMapFile, ({ session, params, body }) =>
    inspectFile(deps, session, params.fileId, body),
  )
  bind(contract.checkImport, ({ session, params, body }) => checkImport(deps, session, params.fileId, body))
  bind(contract.importLayer, ({ session, params, body }) => importLayer(deps, session, params.fileId, body))
  bind(contract.removeLayer, ({ session, params }) => removeLayer(deps, session, params.layerId))
  bind(contract.restoreLayer, ({ session, params }) => restoreLayer(deps, session, params.layerId))
  bind(contract.addStreetsOfLayer, ({ session, params, body }) =>
    addStreets(deps, session, params.layerId, body.codes),
  )
}
