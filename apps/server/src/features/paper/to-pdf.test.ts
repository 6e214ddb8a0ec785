import { shippedTemplate } from '@chuangyuan/paper/shipped-templates'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Refused } from '../../http/refused.ts'
import { toPdf } from './to-pdf.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'chuangyuan-test-'))
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

const hasOffice = spawnSync('soffice', ['--version']).status === 0
const nobodyLeaves = new AbortController().signal

async function refusalOf(attempt: Promise<unknown>) {
  const fault = await attempt.catch((refused: unknown) => refused)
  if (!(fault instanceof Refused)) throw fault
  return { code: fault.code, ...fault.details }
}

/** Stands for LibreOffice; its first line says who does the work. */
function aProgram(name: string, ...lines: string[]): string {
  const file = path.join(folder, name)
  writeFileSync(file, ['#!/bin/sh', ...lines].join('\n'), { mode: 0o755 })
  return file
}

describe.skipIf(!hasOffice)('with LibreOffice on the machine (left out where there is none)', () => {
  it('a Word file becomes a PDF, several asked for at once too', { timeout: 120_000 }, async () => {
    const docx = await shippedTemplate('daily')
    const made = await Promise.all([toPdf(docx, nobodyLeaves), toPdf(docx, nobodyLeaves)])
    for (const pdf of made) {
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
      expect(pdf.toString('latin1')).toMatch(/\/MediaBox\s*\[0 0 595/)
    }
  })
})

it('a machine without LibreOffice says so', async () => {
  const program = path.join(folder, 'nowhere')
  expect(await refusalOf(toPdf(new Uint8Array(), nobodyLeaves, { program }))).toEqual({
    code: 'paper.no-converter',
  })
})

it('a program that fails, or leaves no file behind, made no PDF', async () => {
  for (const line of ['exit 3', 'exit 0']) {
    const program = aProgram('failing', line)
    expect(await refusalOf(toPdf(new Uint8Array(), nobodyLeaves, { program }))).toMatchObject({
      reason: 'failed',
    })
  }
})

it('a file that is too large is not even begun', async () => {
  const large = new Uint8Array(50 * 1024 ** 2 + 1)
  expect(await refusalOf(toPdf(large, nobodyLeaves))).toMatchObject({ reason: 'large' })
})

it('what takes too long is ended, the children of the program too', async () => {
  const mark = path.join(folder, 'child')
  const program = aProgram('slow', 'sleep 600 &', `echo $! > ${mark}`, 'wait')
  const refusal = await refusalOf(toPdf(new Uint8Array(), nobodyLeaves, { program, mostMs: 1_000 }))
  expect(refusal).toMatchObject({ code: 'paper.not-converted', reason: 'late' })
  const child = Number(readFileSync(mark, 'utf8'))
  await expect.poll(() => isAlive(child)).toBe(false)
})

it('whoever leaves ends the work, and whoever waits comes next', async () => {
  const leaving = new AbortController()
  const started = path.join(folder, 'started')
  const slow = aProgram('leaving', `echo > ${started}`, 'exec sleep 600')
  const quick = aProgram('quick', 'exit 3')
  const left = refusalOf(toPdf(new Uint8Array(), leaving.signal, { program: slow }))
  const next = refusalOf(toPdf(new Uint8Array(), nobodyLeaves, { program: quick }))
  await expect.poll(() => readFileSync(started, { flag: 'a+' }).length).toBeGreaterThan(0)
  leaving.abort()
  expect(await left).toMatchObject({ reason: 'cancelled' })
  expect(await next).toMatchObject({ reason: 'failed' })
})

it('only so many wait', async () => {
  const program = aProgram('waited-for', 'exit 3')
  const asked = Array.from({ length: 9 }, () => refusalOf(toPdf(new Uint8Array(), nobodyLeaves, { program })))
  const reasons = (await Promise.all(asked)).map((refusal) => 'reason' in refusal && refusal.reason)
  expect(reasons.filter((reason) => reason === 'busy')).toHaveLength(1)
})

/** One that has ended and that nobody has asked about yet counts as ended. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z')
}
