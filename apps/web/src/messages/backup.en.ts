import type { backupZhCn } from './backup.zh-cn.ts'

export const backupEn: typeof backupZhCn = {
  title: 'Backup',
  lead: 'A bundle holds all data and files of all districts of this installation. Downloads and checks are on record.',
  make: 'Back up now',
  making: 'Backing up',
  made: 'Backup made: {name}',
  verifying: 'Checking {name}',
  verified: '{name} is whole: {tables} tables, {rows} rows and {blobs} files agree with their sums.',
  nightly: 'Nightly backup',
  nightlyOn: 'One each day from {hour}:00, kept for {keepDays} days; those made by hand are never removed.',
  nightlyOff:
    'Switched off (NIGHTLY_BACKUP=no in the server’s .env). Make one by hand each day at least, and keep it on another machine.',
  lastDay: 'Last one: {day}',
  never: 'No nightly backup yet.',
  failed:
    'The nightly backup of {at} did not finish and will be tried again. See the server’s log; a full disk is the usual reason.',
  bundles: 'Bundles',
  folder: 'On the server in',
  none: 'No backup yet.',
  day: 'Day',
  madeAt: 'Finished',
  kind: 'Made',
  kindNightly: 'by night',
  kindByHand: 'by hand',
  size: 'Size',
  sum: 'SHA-256',
  noSum: 'not checked yet',
  action: 'Action',
  download: 'Download',
  verify: 'Check',
  keep: 'Restoring and keeping',
  restore:
    'Restoring is done on the server: stop the service, then run the command below. Every row is compared afterwards, and any difference undoes the whole. Add --force where the target is not empty.',
  secret:
    'The key file is not in the bundle. Keep it too, and apart from the bundles: telephone numbers and one-time codes are encrypted with it. Without it all else works, but numbers are entered and codes enabled anew.',
  elsewhere:
    'Bundles lie on the same disk as the system, which does not help when the disk breaks. Download them regularly to another machine or offline medium.',
}
