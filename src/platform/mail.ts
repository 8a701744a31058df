import { createTransport } from 'nodemailer';
import type { Ctx, TxCtx } from './context.ts';
import { OutgoingMail, StoredFile } from './entities.ts';
import { enqueue, type JobPayload } from './jobs.ts';
import { privileged, read, write } from './write.ts';

export type MailInput = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachmentFileIds?: readonly string[];
  readonly organisationId?: string;
  /** The records it speaks of, `table:id` as in the audit: it stands in the thread of their purchase. */
  readonly about?: readonly string[];
};

/** Writes a message in the caller's transaction; a job sends it after the commit. Returns its id. */
export async function queueMail(tx: TxCtx, mail: MailInput): Promise<string> {
  const id = tx.newId();
  await privileged(tx, async ({ em }) => {
    em.create(OutgoingMail, {
      id,
      organisationId: mail.organisationId ?? null,
      recipient: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html ?? null,
      attachmentFileIds: [...(mail.attachmentFileIds ?? [])],
      about: [...(mail.about ?? [])],
      state: 'queued',
      createdAt: tx.now(),
    });
    await em.flush();
  });
  await enqueue(tx, 'mail.send', { mailId: id });
  return id;
}

/**
 * Job `mail.send`: hands one message to the SMTP server with a Message-ID made from its id, so that a
 * repeated attempt can be recognised by the receiver. Already sent: nothing. No server configured: the
 * message stays queued, visible to the operator.
 */
export async function sendMail(ctx: Ctx, payload: JobPayload): Promise<void> {
  const { config } = ctx.services;
  if (!config.smtpUrl) return;
  const id = String(payload.mailId);
  const loaded = await read(ctx, async ({ em }) => {
    const mail = await em.findOne(OutgoingMail, { id });
    if (!mail || mail.state === 'sent') return undefined;
    const files = await em.find(StoredFile, { id: { $in: mail.attachmentFileIds } });
    return { mail, files };
  });
  if (!loaded) return;
  const { mail, files } = loaded;
  const transport = createTransport(config.smtpUrl);
  try {
    await transport.sendMail({
      from: config.mailFrom,
      to: mail.recipient,
      subject: mail.subject,
      text: mail.text,
      ...(mail.html ? { html: mail.html } : {}),
      messageId: `<${mail.id}@comptoir>`,
      attachments: files.map((file) => ({
        filename: file.name,
        contentType: file.contentType,
        content: Buffer.from(file.content),
      })),
    });
  } finally {
    transport.close();
  }
  await write(ctx, async (tx) => {
    const sent = await tx.em.findOneOrFail(OutgoingMail, { id });
    sent.state = 'sent';
    sent.sentAt = tx.now();
  });
}
