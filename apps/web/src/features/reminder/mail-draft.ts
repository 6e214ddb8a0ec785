import type { ReminderSettings } from '@chuangyuan/contract/reminder'

export interface MailDraft {
  isOn: boolean
  host: string
  port: number
  secure: boolean
  user: string
  password: string
  from: string
}

export function mailDraftOf(mail: ReminderSettings['mail']): MailDraft {
  const { host, port, secure, user, from } = mail ?? { host: '', port: 465, secure: true, user: '', from: '' }
  return { isOn: mail !== null, host, port, secure, user, from, password: '' }
}

/** An empty password leaves the one that is set. */
export function mailOf({ isOn, password, ...server }: MailDraft) {
  if (!isOn) return null
  return password === '' ? server : { ...server, password }
}
