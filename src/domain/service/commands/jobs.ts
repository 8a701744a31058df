import { Problem } from '../../../base/index.ts';
import {
  audit,
  type Ctx,
  enqueue,
  OutgoingMail,
  queueMail,
  write,
} from '../../../platform/index.ts';

/**
 * Lets a job run again at once with all its attempts, one that had used them up or one that waits for its next.
 * Refused (`service.job_not_retried`) when it is being worked on or gone.
 */
export async function retryJob(ctx: Ctx, { jobId }: { jobId: string }): Promise<{ task: string }> {
  ctx.require('job.manage');
  return write(ctx, async (tx) => {
    const [row] = await tx.em.execute<{ task: string | null }[]>(
      'select job_retry(?::bigint) as task',
      [jobId],
    );
    if (!row?.task) throw new Problem('service.job_not_retried', { id: jobId });
    await audit(tx, { action: 'job.retried', subject: `job:${jobId}`, detail: { task: row.task } });
    return { task: row.task };
  });
}

/**
 * Sends a message again. One that never went out is put back into the queue; one that was sent goes out as a
 * new message, because receivers drop a Message-ID that they already have.
 */
export async function resendMail(
  ctx: Ctx,
  { mailId }: { mailId: string },
): Promise<{ mailId: string }> {
  ctx.require('job.manage');
  return write(ctx, async (tx) => {
    const mail = await tx.em.findOne(OutgoingMail, { id: mailId });
    if (!mail) throw new Problem('not_found', { what: 'message', id: mailId });
    const sentAgainAs =
      mail.state === 'sent'
        ? await queueMail(tx, {
            to: mail.recipient,
            subject: mail.subject,
            text: mail.text,
            ...(mail.html ? { html: mail.html } : {}),
            ...(mail.organisationId ? { organisationId: mail.organisationId } : {}),
            attachmentFileIds: mail.attachmentFileIds,
            about: mail.about,
          })
        : mailId;
    if (sentAgainAs === mailId) {
      tx.em.assign(mail, { state: 'queued', error: null });
      await enqueue(tx, 'mail.send', { mailId }, { key: `mail:${mailId}` });
    }
    await audit(tx, {
      action: 'mail.resent',
      subject: `outgoing_mail:${mailId}`,
      detail: { as: sentAgainAs },
    });
    return { mailId: sentAgainAs };
  });
}
