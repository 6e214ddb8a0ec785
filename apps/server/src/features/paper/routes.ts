import * as contract from '@chuangyuan/contract/paper'
import { Readable } from 'node:stream'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { draftPapers, rewordPaper } from './draft-papers.ts'
import { exportRegister } from './export-papers.ts'
import { batchFiles, listPapers, paperFile, showPaper } from './read-papers.ts'
import { changeSettings, settingsOf } from './settings.ts'
import { stepPapers } from './step-papers.ts'
import { downloadTemplate, templatesOf, uploadTemplate } from './templates.ts'

/** Papers (公文): drawn up from the lists, reviewed, signed, numbered, kept. */
export function paperRoutes(bind: Bind, deps: Deps): void {
  bind(contract.listPapers, ({ session, query }) => listPapers(deps, session, query))
  bind(contract.exportPapers, ({ session, query }) => exportRegister(deps, session, query))
  bind(contract.draftPapers, ({ session, body }) => draftPapers(deps, session, body))
  bind(contract.stepPapers, ({ session, body }) => stepPapers(deps, session, body))
  bind(contract.showPaper, ({ session, params }) => showPaper(deps, session, params.paperId))
  bind(contract.rewordPaper, ({ session, params, body }) => rewordPaper(deps, session, params.paperId, body))
  bind(contract.paperFile, ({ session, params, query, gone }) =>
    paperFile(deps, session, params.paperId, query.as, gone),
  )
  bind(contract.paperBundle, ({ session, params }) => batchFiles(deps, session, params.batch))
  bind(contract.listTemplates, ({ session }) => deps.db.read(session, templatesOf))
  bind(contract.templateFile, ({ session, params, query }) =>
    downloadTemplate(deps, session, params.paperKind, query.shipped === 'true'),
  )
  bind(contract.uploadTemplate, ({ session, params, query, upload }) =>
    uploadTemplate(deps, session, params.paperKind, query.fileName, upload ?? Readable.from([])),
  )
  bind(contract.getPaperSettings, ({ session }) => deps.db.read(session, settingsOf))
  bind(contract.changePaperSettings, ({ session, body }) => changeSettings(deps, session, body))
}
