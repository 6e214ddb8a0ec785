import * as contract from '@chuangyuan/contract/layer'
import type { Problem } from '@chuangyuan/contract/problem'
import { refusalCodes } from '@chuangyuan/contract/refusal'
import type { Task } from '@chuangyuan/contract/task'
import { layerKinds, type LayerField, type LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import { computed, reactive, ref, shallowRef } from 'vue'
import { call } from '../../shell/call.ts'
import { useCommand } from '../../shell/use-command.ts'
import { useTask } from '../../shell/use-task.ts'

export const importSteps = ['file', 'place', 'fields', 'check', 'keep'] as const
export type ImportStep = (typeof importSteps)[number]

/** What the person decided so far; undefined is left to the file. */
interface Chosen {
  layer: string
  kind: LayerKind | undefined
  encoding: contract.Inspection['encoding']['name'] | undefined
  reading: contract.CoordinateReading | undefined
  mapping: Partial<Record<LayerField, string>>
  meanings: NonNullable<contract.ImportPlan['meanings']>
}

/** One file on its way to a layer: what was seen in it, and what the person decided so far. */
export function useLayerImport(startKind: LayerKind | undefined) {
  const step = ref<ImportStep>('file')
  const fileId = ref<string>()
  const fileName = ref('')
  const inspection = shallowRef<contract.Inspection>()
  const check = shallowRef<contract.LayerCheck>()
  const imported = shallowRef<{ layerId: string; featureCount: number }>()
  const chosen = reactive<Chosen>({
    layer: '',
    kind: startKind,
    encoding: undefined,
    reading: undefined,
    mapping: {},
    meanings: {},
  })
  const taskId = ref<string>()
  const failure = shallowRef<Problem>()
  const { task, problem: lost, cancel } = useTask(taskId, over)

  function over(ended: Task): void {
    taskId.value = undefined
    if (ended.state !== 'done') {
      failure.value = ended.state === 'failed' ? problemOfTask(ended) : undefined
      return
    }
    if (ended.kind === 'layer.inspect') seen(contract.inspection.parse(ended.outcome))
    if (ended.kind === 'layer.check') check.value = contract.layerCheck.parse(ended.outcome)
    if (ended.kind === 'layer.import') imported.value = contract.imported.parse(ended.outcome)
  }

  function seen(found: contract.Inspection): void {
    const isNewLayer = inspection.value?.layer !== found.layer || inspection.value.kind !== found.kind
    inspection.value = found
    chosen.layer = found.layer
    chosen.kind ??= found.kind ?? undefined
    if (isNewLayer) {
      chosen.meanings = {}
      chosen.mapping = Object.fromEntries(
        found.mapping.flatMap(({ field, source }) => (source === null ? [] : [[field, source]])),
      )
    }
  }

  function choose(changes: Partial<Chosen>): void {
    Object.assign(chosen, changes)
  }

  const work = useCommand(async (start: () => Promise<{ taskId: string }>) => {
    failure.value = undefined
    taskId.value = (await start()).taskId
  })

  const upload = useCommand(async (file: File) => {
    inspection.value = undefined
    check.value = undefined
    failure.value = undefined
    Object.assign(chosen, { layer: '', encoding: undefined, reading: undefined, mapping: {}, meanings: {} })
    const reply = await call(contract.uploadMapFile, { query: { fileName: file.name }, file })
    fileId.value = reply.fileId
    fileName.value = file.name
    await inspect()
  })

  async function inspect(): Promise<void> {
    const params = { fileId: fileId.value ?? '' }
    const { layer, kind, encoding, reading } = chosen
    check.value = undefined
    await work.run(() =>
      call(contract.inspectMapFile, {
        params,
        body: {
          ...(layer === '' ? {} : { layer }),
          ...(kind === undefined ? {} : { kind }),
          ...(encoding === undefined ? {} : { encoding }),
          ...(reading === undefined ? {} : { reading }),
        },
      }),
    )
  }

  const plan = computed<contract.ImportPlan | undefined>(() => {
    const { kind, layer, encoding, reading, meanings } = chosen
    if (kind === undefined) return undefined
    const fields: readonly LayerField[] = layerKinds[kind].fields
    const mapping = Object.fromEntries(
      fields.flatMap((field) => {
        const source = chosen.mapping[field]
        return source === undefined || source === '' ? [] : [[field, source]]
      }),
    )
    return {
      layer,
      kind,
      mapping,
      meanings,
      ...(encoding === undefined ? {} : { encoding }),
      ...(reading === undefined ? {} : { reading }),
    }
  })

  async function runCheck(): Promise<void> {
    const body = plan.value
    if (body === undefined) return
    check.value = undefined
    await work.run(() => call(contract.checkImport, { params: { fileId: fileId.value ?? '' }, body }))
  }

  async function keep(words: { name: string; asOf: string; source: string }): Promise<void> {
    const body = plan.value
    if (body === undefined) return
    await work.run(() =>
      call(contract.importLayer, { params: { fileId: fileId.value ?? '' }, body: { ...body, ...words } }),
    )
  }

  function go(to: ImportStep): void {
    step.value = to
    failure.value = undefined
    if (to === 'check') void runCheck()
  }

  return {
    step,
    go,
    fileName,
    inspection,
    check,
    imported,
    chosen,
    choose,
    task,
    busy: computed(() => work.running.value || upload.running.value || taskId.value !== undefined),
    problem: computed(() => failure.value ?? upload.problem.value ?? work.problem.value ?? lost.value),
    upload: upload.run,
    inspect,
    runCheck,
    keep,
    cancel,
  }
}

export type LayerImport = ReturnType<typeof useLayerImport>

/** The refusal with which a task ended. */
function problemOfTask({ outcome }: Task): Problem {
  const code = refusalCodes.find((each) => each === outcome['code']) ?? 'server.fault'
  const details = outcome['details']
  return {
    type: 'about:blank',
    title: code,
    status: 422,
    code,
    details: typeof details === 'object' && details !== null ? { ...details } : {},
  }
}
