import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { Refused } from '../../http/refused.ts'

const mostMs = 60_000

/**
 * A Word file as PDF, by LibreOffice where the machine has it. Fonts are those of this machine: the page may look
 * other than on an office computer that has 仿宋_GB2312.
 */
export async function toPdf(docx: Uint8Array): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'chuangyuan-paper-'))
  try {
    await writeFile(path.join(folder, 'paper.docx'), docx)
    // A profile of its own: two conversions at once would otherwise wait for one lock and fail.
    const profile = `-env:UserInstallation=file://${folder}/profile`
    const options = ['--headless', '--convert-to', 'pdf', '--outdir', folder, path.join(folder, 'paper.docx')]
    await promisify(execFile)('soffice', [profile, ...options], { timeout: mostMs })
    return await readFile(path.join(folder, 'paper.pdf'))
  } catch (fault) {
    throw new Refused('paper.no-converter', {
      reason: fault instanceof Error ? fault.message.slice(0, 200) : '',
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
