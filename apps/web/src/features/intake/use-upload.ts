import { uploadImport } from '@chuangyuan/contract/intake'
import { computed } from 'vue'
import { useRouter } from 'vue-router'
import { call } from '../../shell/call.ts'
import { useCommand } from '../../shell/use-command.ts'
import { useImportTask } from './use-import-task.ts'

/** A file on its way in: sent, read and compared, then shown with what it would change before anything is written. */
export function useUpload() {
  const router = useRouter()
  const { task, refusal, start, cancel } = useImportTask((importId) => {
    void router.push({ name: 'intake-detail', params: { importId } })
  })
  const { run, running, problem } = useCommand(async (file: File) => {
    start((await call(uploadImport, { query: { fileName: file.name }, file })).taskId)
  })
  return {
    upload: run,
    sending: running,
    task,
    cancel,
    problem: computed(() => problem.value ?? refusal.value),
  }
}
