declare module '@20minutes/s3rver' {
  import type { Server } from 'node:http'

  /** An S3-speaking server on a folder, with the one account S3RVER / S3RVER; it checks signatures. */
  export default class S3rver {
    constructor(options: {
      readonly address: string
      readonly port: number
      readonly silent: boolean
      readonly directory: string
      readonly configureBuckets: readonly { readonly name: string }[]
    })
    run(): Promise<{ readonly port: number }>
    close(done: () => void): void
    readonly httpServer: Server
  }
}
