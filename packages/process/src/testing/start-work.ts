import { runInProcess } from '../run-in-process.ts'
import { behaviourBody, type BehaviourWork } from './behaviour.ts'

// Stands for a server that is killed: starts one piece of work and prints the id of its process.

const does = process.argv[2] === 'toil' ? 'toil' : 'wait'
let printed = false
await runInProcess<BehaviourWork>(
  behaviourBody,
  { does },
  {
    onProgress(pid) {
      if (!printed) process.stdout.write(`${String(pid)}\n`)
      printed = true
    },
  },
)
