import type { Refusal } from '../outbox/record.ts'

/** Where the phone was when a photo was taken, as it said it; evidence, kept as it came. */
export interface Position {
  readonly lon: number
  readonly lat: number
  /** Radius in metres. 0 is a sign of an app that feigns positions. */
  readonly accuracy: number | null
  readonly system: 'WGS-84'
}

/** A photo (照片) on the phone. Its bytes lie beside it under `ID/original`. */
export interface KeptPhoto {
  readonly id: string
  /** The draft that it belongs to; empty once a record has it. */
  readonly draft: string
  /** The record that it belongs to. */
  readonly seq: number | null
  /** Of the original. */
  readonly bytes: number
  /** The file's own name and day: a hint, and anybody can write it. */
  readonly file: { readonly name: string; readonly type: string; readonly modifiedAt: number }
  readonly takenAt: number
  readonly source: 'camera' | 'gallery' | 'unknown'
  readonly position: Position | null
  /** What the watermark of the copy for showing says. */
  readonly caption: readonly string[]
  /** Of the original, hexadecimal; null until the worker has been over it. */
  readonly sha256: string | null
  /** What is sent: the original, or for one above the limit a smaller copy, kept under `ID/reduced`. */
  readonly sent: {
    readonly name: 'original' | 'reduced'
    readonly bytes: number
    readonly sha256: string
  } | null
  /** `given-up`: refused by the server, and the person knows. */
  readonly state: 'saved' | 'sending' | 'on-server' | 'refused' | 'given-up'
  readonly refusal: Refusal | null
  /** Bytes that the server has. */
  readonly offset: number
  /** When the original was removed from the phone, long after the server had it. */
  readonly prunedAt: number | null
}
