import type { Message } from '@chuangyuan/domain/reminder/reminder-words'
import { createTransport } from 'nodemailer'
import type { MailServer } from '../../db/tables.ts'
import { outcomeOf, type Outcome } from './outcome.ts'

const timeoutMs = 10_000

/** One letter. The address list of a mail server sees nobody else's: every letter has one addressee. */
export function sendMail(
  { host, port, secure, user, from }: MailServer,
  password: string,
  to: string,
  { title, lines, address }: Message,
): Promise<Outcome> {
  return outcomeOf(async () => {
    const transport = createTransport({
      ...{ host, port, secure },
      ...{ connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs },
      ...(user === '' ? {} : { auth: { user, pass: password } }),
    })
    try {
      await transport.sendMail({
        ...{ from, to, subject: title },
        text: [...lines, '', `打开待办：${address}`, '', '此邮件由系统发出，不必回复。'].join('\n'),
      })
    } finally {
      transport.close()
    }
    return { ok: true }
  })
}
