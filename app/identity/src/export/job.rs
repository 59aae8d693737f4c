//! Makes the file and mails the link to it.

use super::{gather::gather, record::Export, store};
use crate::{
    time_zone,
    user::{self, User},
};
use async_trait::async_trait;
use kernel::{
    AppResult, Platform, Token, UserId,
    jobs::{Handler, Job},
    mail::{self, Mail, letter::Letter},
    transaction,
};
use serde::{Deserialize, Serialize};

pub const KIND: &str = "identity.export";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportJob {
    pub user: UserId,
}

pub struct MakeExport;

#[async_trait]
impl Handler for MakeExport {
    fn kind(&self) -> &'static str {
        KIND
    }

    /// Run again, it finds the file in its place and mails nothing.
    async fn run(&self, platform: &Platform, job: &Job) -> AppResult<()> {
        let ExportJob { user } = job.read()?;
        let Some(user) = user::store::of_id(platform, &user).await? else { return Ok(()) };
        let Some(export) = store::of_user(platform, &user.id).await? else { return Ok(()) };
        let data = gather(platform, &user).await?;
        let file = serde_json::to_string_pretty(&data).map_err(kernel::AppError::internal)?;
        let token = Token::generate(platform);
        let mail = ready(platform, &user, &export, &token);
        transaction::run(platform.database(), |tx| {
            let (platform, export, file, token, mail) =
                (platform.clone(), export.clone(), file.clone(), token.clone(), mail.clone());
            Box::pin(async move {
                if store::fill(tx, &platform, &export, &file, &token).await? {
                    mail::enqueue(tx, &platform, &mail).await?;
                }
                Ok(())
            })
        })
        .await
    }
}

fn ready(platform: &Platform, user: &User, export: &Export, token: &Token) -> Mail {
    let until = platform.now().after(super::record::LIFE);
    Letter::new("Your Mewayz data is ready")
        .preheader("One file, to download.")
        .say("The file with all that we keep about you is ready.")
        .button("Download the file", format!("{}/account/export/{}", platform.public_url(), token.as_str()))
        .fact("Until", time_zone::moment(until, user.time_zone.as_deref(), user.language))
        .small("It opens for you alone: sign in first if you are asked to.")
        .to(user.email.as_str(), format!("export:{}:{}", user.id, export.requested_at.millis()))
}
