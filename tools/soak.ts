/**
 * The fault test in full: 20 phones with 1,000 records and 3,000 photos over a line that loses three in ten, a server
 * that is killed three times. `npm run soak -- <seed>` repeats a run.
 */
import { runSoak } from './soak/run-soak.ts'

const seed = Number(process.argv[2] ?? Math.floor(Math.random() * 1e6))
const say = (line: string): void => {
  console.log(line)
}
say(`seed ${String(seed)}`)
const { faults, suffered, seconds } = await runSoak(
  { seed, phones: 20, records: 1_000, photos: 3_000, kills: 3 },
  say,
)
say(`requests that suffered: ${JSON.stringify(suffered)}`)
say(
  `${seconds.toFixed(0)} s, ${faults.length === 0 ? 'nothing lost, doubled or changed' : `${String(faults.length)} faults`}`,
)
for (const fault of faults) say(fault)
process.exitCode = faults.length === 0 ? 0 : 1
