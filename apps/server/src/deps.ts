import type { Clock } from '@chuangyuan/domain/day'
import type { TaskRunner } from './features/task/public.ts'
import type { FastifyBaseLogger } from 'fastify'
import type { Config } from './config/config.ts'
import type { Blobs } from './db/blobs.ts'
import type { Database } from './db/open-database.ts'
import type { Secret } from './config/secret.ts'
import type { Post } from './http/post.ts'

/** Everything outside the process's own rules. A verb takes what it uses. */
export interface Deps {
  readonly config: Config
  readonly db: Database
  readonly blobs: Blobs
  readonly clock: Clock
  readonly log: FastifyBaseLogger
  readonly tasks: TaskRunner
  /** Encrypts what must not be readable in a stolen database: phone numbers, one-time-code keys. */
  readonly secret: Secret
  readonly post: Post
}
