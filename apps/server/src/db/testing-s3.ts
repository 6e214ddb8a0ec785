import S3rver from '@20minutes/s3rver'
import type { Bucket } from './blobs-s3.ts'

export interface TestS3 {
  readonly bucket: Bucket
  /** Where an object lies on this machine's disk, for tests that tamper. */
  readonly directory: string
  close(): Promise<void>
}

/** A server that speaks S3 and refuses wrong signatures, with one empty bucket. */
export async function testS3(directory: string): Promise<TestS3> {
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: 'attachments' }],
  })
  const { port } = await server.run()
  return {
    directory,
    bucket: {
      endpoint: `http://127.0.0.1:${String(port)}`,
      region: 'us-east-1',
      name: 'attachments',
      keyId: 'S3RVER',
      secret: 'S3RVER',
      pathStyle: true,
    },
    close() {
      const closed = Promise.withResolvers<undefined>()
      server.close(() => closed.resolve(undefined))
      server.httpServer.closeAllConnections()
      return closed.promise
    },
  }
}
