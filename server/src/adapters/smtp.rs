//! Mail over SMTP (RFC 5321), by the crate lettre.

use crate::Failure;
use async_trait::async_trait;
use kernel::{AppError, AppResult, mail::Mail, ports::Mailer};
use lettre::{
    AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor,
    message::{Mailbox, MultiPart},
};

pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    /// The right side of each Message-ID.
    domain: String,
}

impl Smtp {
    /// `url` as in `smtps://user:password@host:465`; `from` as in `Name <address>`.
    pub fn new(url: &str, from: &str, public_url: &str) -> Result<Self, Failure> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| format!("SMTP_URL can't be used: {error}"))?
            .timeout(Some(std::time::Duration::from_secs(10)))
            .build();
        let from = from.parse().map_err(|error| format!("MAIL_FROM can't be used: {error}"))?;
        let host = public_url.split("://").nth(1).unwrap_or("localhost");
        let domain = host.split([':', '/']).next().unwrap_or("localhost").to_owned();
        Ok(Self { transport, from, domain })
    }

    fn message(&self, mail: &Mail) -> Result<Message, Failure> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(mail.to.parse()?)
            .subject(mail.subject.clone())
            .message_id(Some(format!("<{}@{}>", mail.key, self.domain)))
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))?;
        Ok(message)
    }
}

#[async_trait]
impl Mailer for Smtp {
    async fn deliver(&self, mail: &Mail) -> AppResult<()> {
        let message = self.message(mail).map_err(AppError::internal)?;
        self.transport.send(message).await.map(drop).map_err(|error| {
            tracing::warn!(%error, key = %mail.key, "the mail server did not take a mail");
            AppError::Unavailable
        })
    }
}
