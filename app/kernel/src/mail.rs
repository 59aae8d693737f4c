//! A mail that is owed to somebody: queued in the transaction that causes it, delivered by the
//! worker.

pub mod letter;

use crate::{
    AppResult, Platform,
    database::{
        document::to_document,
        transaction::{Tx, TxResult},
    },
    jobs::{self, Handler, Job, JobSpec},
};
use async_trait::async_trait;
use serde::{Deserialize, Serialize};

/// A mail in plain text and, with the same content, in HTML.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Stays the same when the delivery is tried again; the Message-ID is made of it.
    pub key: String,
}

/// The job kind that delivers mail.
pub const SEND: &str = "mail.send";

/// Queues `mail` as part of the transaction.
pub async fn enqueue(tx: &mut Tx, platform: &Platform, mail: &Mail) -> TxResult<()> {
    let payload = to_document(mail)?;
    let spec = JobSpec {
        kind: SEND,
        key: format!("{SEND}:{}", mail.key),
        workspace_id: None,
        payload,
        run_at: platform.now(),
    };
    jobs::enqueue(tx, platform, spec).await
}

/// Delivers through the `Mailer` port.
pub struct SendMail;

#[async_trait]
impl Handler for SendMail {
    fn kind(&self) -> &'static str {
        SEND
    }

    /// Codes and links are in mails: the mailbox keeps them, we do not.
    fn leaves_nothing(&self, platform: &Platform) -> bool {
        !platform.ports().mailer.is_for_show()
    }

    async fn run(&self, platform: &Platform, job: &Job) -> AppResult<()> {
        platform.ports().mailer.deliver(&job.read()?).await
    }
}
