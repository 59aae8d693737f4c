//! The workspace's page in the database, and its public copy.

use super::{LinkPage, LinkPageId};
use crate::{
    activity::Doing,
    public_page::{self, PublicPage},
};
use bson::doc;
use kernel::{
    AppResult, Job, Member, Platform, StoreError, TenantDb,
    audit::{self, Actor},
    published::{self, Page},
    transaction::{self, Tx, TxError, TxResult},
};
use std::sync::Arc;

/// Reads and changes one workspace's page; knows what a page that is not stored yet begins as.
#[derive(Clone)]
pub struct PageStore {
    platform: Platform,
    tenant: TenantDb,
    actor: Actor,
    workspace_name: String,
    slug: String,
}

impl PageStore {
    pub fn of(member: &Member) -> Self {
        let workspace = member.workspace();
        Self {
            platform: member.platform().clone(),
            tenant: member.tenant(),
            actor: member.actor(),
            workspace_name: workspace.name.clone(),
            slug: workspace.slug.clone(),
        }
    }

    /// For a job, which knows the workspace's name and slug only if its fact says so.
    pub fn for_job(platform: &Platform, job: &Job, name: &str, slug: &str) -> AppResult<Self> {
        Ok(Self {
            platform: platform.clone(),
            tenant: job.tenant(platform)?,
            actor: Actor::System(job.kind.clone()),
            workspace_name: name.to_owned(),
            slug: slug.to_owned(),
        })
    }

    /// The page, or what it would begin as.
    pub async fn read(&self) -> AppResult<LinkPage> {
        let stored = self.tenant.of::<LinkPage>().find_one(doc! {}).await?;
        Ok(stored.unwrap_or_else(|| self.draft()))
    }

    /// Changes the page, its public copy and the audit log with it, in one transaction. `change`
    /// gets the page as it is now: when somebody else was quicker it runs again on what they left,
    /// so that both keep their work. A change of nothing writes nothing.
    pub async fn change<T, E, F>(&self, doing: Doing, change: F) -> AppResult<(LinkPage, T)>
    where
        T: Send,
        E: Into<kernel::AppError>,
        F: Fn(&mut LinkPage) -> Result<T, E> + Send + Sync + 'static,
    {
        let change = Arc::new(change);
        transaction::run(self.platform.database(), |tx| {
            let (store, change, doing) = (self.clone(), change.clone(), doing.clone());
            Box::pin(async move {
                let before = tx.of::<LinkPage>(&store.tenant).find_one(doc! {}).await?;
                let begun = before.clone().unwrap_or_else(|| store.draft());
                let mut page = begun.clone();
                let outcome = change(&mut page).map_err(|problem| TxError::App(problem.into()))?;
                if before.as_ref() != Some(&page) {
                    page.revision += 1;
                    page.updated_at = store.platform.now();
                    store.write(tx, &page).await?;
                    store.note(tx, doing.act(&begun, &page)).await?;
                }
                Ok((page, outcome))
            })
        })
        .await
    }

    fn draft(&self) -> LinkPage {
        let now = self.platform.now();
        let id = LinkPageId::generate(now, self.platform.random());
        LinkPage::draft(id, &self.workspace_name, &self.slug, now)
    }

    async fn note(&self, tx: &mut Tx, act: audit::Act) -> TxResult<()> {
        audit::write(tx, &self.platform, self.tenant.workspace(), &self.actor, act).await
    }

    async fn write(&self, tx: &mut Tx, page: &LinkPage) -> TxResult<()> {
        match tx.of::<LinkPage>(&self.tenant).put(page).await {
            // Two first edits met: the second finds the first one's page when it runs again.
            Err(StoreError::Duplicate(index)) => return Err(StoreError::Transient(index).into()),
            other => other?,
        }
        if !page.published {
            return published::withdraw(tx, &self.tenant, public_page::KIND).await;
        }
        let (address, body) = (page.address(), PublicPage::of(page));
        let public = Page { address: &address, kind: public_page::KIND, revision: page.revision, body: &body };
        published::publish(tx, &self.tenant, page.updated_at, public).await
    }
}
