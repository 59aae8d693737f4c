//! Development without a mail server: a mail counts as delivered and is read at `/dev/mail`,
//! where the queue is shown.

use async_trait::async_trait;
use kernel::{AppResult, mail::Mail, ports::Mailer};

pub struct NoMail;

#[async_trait]
impl Mailer for NoMail {
    async fn deliver(&self, mail: &Mail) -> AppResult<()> {
        tracing::info!(to = %mail.to, subject = %mail.subject, "mail is at /dev/mail");
        Ok(())
    }

    fn is_for_show(&self) -> bool {
        true
    }
}
