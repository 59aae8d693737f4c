//! The end itself, when its day has come.

use super::{Deletion, mail};
use crate::{
    email_change::record::EmailChange,
    export::record::Export,
    openid::record::Identity,
    password_reset::record::PasswordReset,
    second_factor,
    session::{self, record::Session},
    user::{self, User},
};
use async_trait::async_trait;
use bson::doc;
use kernel::{
    AppResult, Platform, Timestamp, Tx, UserId, events,
    facts::UserDeleted,
    jobs::{Handler, Job},
    mail::enqueue,
    ports::WorkspaceCard,
    transaction,
    transaction::TxResult,
};
use serde::{Deserialize, Serialize};

pub const KIND: &str = "identity.deletion";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletionJob {
    pub user: UserId,
    pub due_at: Timestamp,
}

pub struct DeleteAccount;

#[async_trait]
impl Handler for DeleteAccount {
    fn kind(&self) -> &'static str {
        KIND
    }

    /// An account that was kept, or is to end on another day, is left alone.
    async fn run(&self, platform: &Platform, job: &Job) -> AppResult<()> {
        let DeletionJob { user, due_at } = job.read()?;
        let Some(user) = user::store::of_id(platform, &user).await? else { return Ok(()) };
        let Some(deletion) = user.deletion.clone().filter(|deletion| deletion.due_at == due_at) else { return Ok(()) };
        let owned = platform.ports().memberships.sole_ownerships(platform, &user.id).await?;
        let (chosen, left): (Vec<_>, Vec<_>) =
            owned.into_iter().partition(|card| deletion.workspaces.contains(&card.id));
        transaction::run(platform.database(), |tx| {
            let (platform, user, deletion) = (platform.clone(), user.clone(), deletion.clone());
            let (chosen, left) = (chosen.clone(), left.clone());
            Box::pin(async move {
                match left.is_empty() {
                    true => delete(tx, &platform, &user, &deletion, &chosen).await,
                    false => put_off(tx, &platform, &user, &deletion, &left).await,
                }
            })
        })
        .await
    }
}

async fn delete(
    tx: &mut Tx,
    platform: &Platform,
    user: &User,
    deletion: &Deletion,
    workspaces: &[WorkspaceCard],
) -> TxResult<()> {
    if !user::store::delete(tx, platform, &user.id, deletion.due_at).await? {
        // Kept at the last moment.
        return Ok(());
    }
    erase(tx, platform, &user.id).await?;
    let workspaces = workspaces.iter().map(|card| card.id.clone()).collect();
    events::state_for_all(tx, platform, &UserDeleted { user: user.id.clone(), workspaces }).await?;
    enqueue(tx, platform, &mail::done(user, deletion)).await
}

/// All that identity keeps by the user's id. Something new that it keeps gets its line here.
async fn erase(tx: &mut Tx, platform: &Platform, user: &UserId) -> TxResult<()> {
    let (data, of_user) = (platform.platform_db(), doc! { "user_id": user.as_str() });
    tx.global::<Session>(&data).delete(of_user.clone()).await?;
    tx.global::<EmailChange>(&data).delete(of_user.clone()).await?;
    tx.global::<PasswordReset>(&data).delete(of_user.clone()).await?;
    tx.global::<Identity>(&data).delete(of_user).await?;
    tx.global::<Export>(&data).delete(doc! { "_id": user.as_str() }).await?;
    second_factor::erase(tx, platform, user).await
}

/// Neither workspaces without an owner nor ones deleted that nobody chose: the person is asked.
async fn put_off(
    tx: &mut Tx,
    platform: &Platform,
    user: &User,
    deletion: &Deletion,
    left: &[WorkspaceCard],
) -> TxResult<()> {
    if !user::store::keep(tx, platform, &user.id).await? {
        return Ok(());
    }
    session::store::stay(tx, platform, &user.id).await?;
    enqueue(tx, platform, &mail::put_off(platform, user, deletion, left)).await
}
