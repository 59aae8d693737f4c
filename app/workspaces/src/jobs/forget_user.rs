//! A person's account is gone: so are their places, whatever they were there.

use crate::{
    membership::{Membership, leave::state_left, store, tally},
    transfer,
};
use async_trait::async_trait;
use kernel::{
    AppResult, Job, Platform, Tx, UserId,
    audit::{self, Act, Actor},
    jobs::Handler,
    transaction::{self, TxResult},
};
use serde::Deserialize;

/// What identity states when an account is deleted.
pub const FACT: &str = "identity.user_deleted";

pub struct ForgetUser;

impl ForgetUser {
    pub const KIND: &'static str = "workspaces.forget_user";
}

/// What of the fact concerns this job.
#[derive(Deserialize)]
struct Gone {
    user: UserId,
}

#[async_trait]
impl Handler for ForgetUser {
    fn kind(&self) -> &'static str {
        Self::KIND
    }

    async fn run(&self, platform: &Platform, job: &Job) -> AppResult<()> {
        let Gone { user } = job.read()?;
        forget(platform, &user).await
    }
}

/// Takes the person out of every workspace, each in a transaction of its own; those from which they
/// are gone already stay as they are. The person decided beforehand what becomes of workspaces that
/// only they owned: so the last owner goes here as well.
pub async fn forget(platform: &Platform, user: &UserId) -> AppResult<()> {
    for membership in store::of_gone_user(platform, user).await? {
        transaction::run(platform.database(), |tx| {
            let (platform, membership) = (platform.clone(), membership.clone());
            Box::pin(async move { forget_one(tx, &platform, &membership).await })
        })
        .await?;
    }
    Ok(())
}

async fn forget_one(tx: &mut Tx, platform: &Platform, known: &Membership) -> TxResult<()> {
    let here = &known.workspace_id;
    let Some(membership) = store::of(tx, platform, here, &known.user_id).await? else { return Ok(()) };
    if membership.is_active_owner() {
        tally::owner_gone(tx, platform, here).await?;
    }
    store::delete_uncounted(tx, platform, &membership).await?;
    transfer::store::forget(tx, platform, here, &membership.user_id).await?;
    state_left(tx, platform, &membership).await?;
    let act = Act {
        action: "workspaces.member.account_deleted",
        record: membership.id.to_string(),
        label: membership.user_id.to_string(),
        before: None,
        after: None,
    };
    audit::write(tx, platform, here, &Actor::System(ForgetUser::KIND.to_owned()), act).await
}
