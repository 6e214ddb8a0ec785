import type { FieldTree, Filling } from '@chuangyuan/domain/paper/fields'
import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import Docxtemplater from 'docxtemplater'
import inspectModule from 'docxtemplater/js/inspect-module.js'
import PizZip from 'pizzip'

export type TemplateRefusal =
  | { readonly code: 'paper.not-a-docx' }
  /** Braces that do not close, rows that begin and do not end; each as the clerk sees it in Word. */
  | { readonly code: 'paper.template-broken'; readonly faults: readonly TemplateFault[] }

export interface TemplateFault {
  readonly fault: 'unclosed' | 'unopened' | 'rows-unclosed' | 'rows-unopened' | 'other'
  readonly near: string
}

type Inspector = inspectModule.default

/** A function that makes one, whatever its declaration says. */
const newInspector = inspectModule as unknown as () => Inspector

/** The largest that a template may unpack to. */
const mostUnpackedBytes = 60_000_000

/** The field names that a template uses, nested as its rows are. */
export function templateFields(file: Uint8Array): Result<FieldTree, TemplateRefusal> {
  const inspect = newInspector()
  const opened = open(file, [inspect])
  return opened.ok ? accept(inspect.getAllTags() as FieldTree) : opened
}

/** Fills a template. A field that has no value is left empty: whoever calls has looked for strange names before. */
export function fillTemplate(file: Uint8Array, filling: Filling): Result<Uint8Array, TemplateRefusal> {
  const opened = open(file, [])
  if (!opened.ok) return opened
  opened.value.render(filling)
  return accept(opened.value.toBuffer({ compression: 'DEFLATE' }))
}

function open(file: Uint8Array, modules: Inspector[]): Result<Docxtemplater, TemplateRefusal> {
  let zip: PizZip
  try {
    zip = new PizZip(file)
  } catch {
    return refuse({ code: 'paper.not-a-docx' })
  }
  if (zip.file('word/document.xml') === null || unpackedBytes(zip) > mostUnpackedBytes)
    return refuse({ code: 'paper.not-a-docx' })
  try {
    const document = new Docxtemplater(zip, {
      modules,
      paragraphLoop: true,
      linebreaks: true,
      nullGetter: () => '',
      errorLogging: false,
    })
    return accept(document)
  } catch (fault) {
    return refuse({ code: 'paper.template-broken', faults: faultsOf(fault) })
  }
}

/** As the archive itself declares, before anything is unpacked. */
function unpackedBytes(zip: PizZip): number {
  return Object.values(zip.files).reduce((sum, entry) => {
    const data = (entry as unknown as { readonly _data?: { readonly uncompressedSize?: number } })._data
    return sum + (data?.uncompressedSize ?? 0)
  }, 0)
}

const faultNames: Readonly<Record<string, TemplateFault['fault']>> = {
  unclosed_tag: 'unclosed',
  unopened_tag: 'unopened',
  unclosed_loop: 'rows-unclosed',
  unopened_loop: 'rows-unopened',
  closing_tag_does_not_match_opening_tag: 'rows-unclosed',
}

interface TemplateError {
  readonly properties?: {
    readonly id?: string
    readonly xtag?: string
    readonly context?: string
    readonly errors?: readonly TemplateError[]
  }
}

function faultsOf(fault: unknown): TemplateFault[] {
  const { properties } = fault as TemplateError
  if (properties?.errors !== undefined) return properties.errors.flatMap(faultsOf)
  return [
    {
      fault: faultNames[properties?.id ?? ''] ?? 'other',
      near: (properties?.xtag ?? properties?.context ?? '').slice(0, 60),
    },
  ]
}
