//! The workspace's page in the database, and its public copy.

use super::{LinkPage, LinkPageId};
use crate::public_page::{self, PublicPage};
use bson::doc;
use kernel::{
    AppResult, Job, Member, Platform, StoreError, TenantDb,
    facts::WorkspaceAddressChanged,
    published::{self, Page},
    transaction::{self, Tx, TxError, TxResult},
};
use std::sync::Arc;

/// Reads and changes one workspace's page; knows what a page that is not stored yet begins as.
#[derive(Clone)]
pub struct PageStore {
    platform: Platform,
    tenant: TenantDb,
    workspace_name: String,
    slug: String,
}

impl PageStore {
    pub fn of(member: &Member) -> Self {
        let workspace = member.workspace();
        Self {
            platform: member.platform().clone(),
            tenant: member.tenant(),
            workspace_name: workspace.name.clone(),
            slug: workspace.slug.clone(),
        }
    }

    pub fn for_job(platform: &Platform, job: &Job, workspace: &WorkspaceAddressChanged) -> AppResult<Self> {
        Ok(Self {
            platform: platform.clone(),
            tenant: job.tenant(platform)?,
            workspace_name: workspace.name.clone(),
            slug: workspace.slug.clone(),
        })
    }

    /// The page, or what it would begin as.
    pub async fn read(&self) -> AppResult<LinkPage> {
        let stored = self.tenant.of::<LinkPage>().find_one(doc! {}).await?;
        Ok(stored.unwrap_or_else(|| self.draft()))
    }

    /// Changes the page, and its public copy with it, in one transaction. `change` gets the page
    /// as it is now: when somebody else was quicker it runs again on what they left, so that both
    /// keep their work. A change of nothing writes nothing.
    pub async fn change<T, E, F>(&self, change: F) -> AppResult<(LinkPage, T)>
    where
        T: Send,
        E: Into<kernel::AppError>,
        F: Fn(&mut LinkPage) -> Result<T, E> + Send + Sync + 'static,
    {
        let change = Arc::new(change);
        transaction::run(self.platform.database(), |tx| {
            let (store, change) = (self.clone(), change.clone());
            Box::pin(async move {
                let before = tx.of::<LinkPage>(&store.tenant).find_one(doc! {}).await?;
                let mut page = before.clone().unwrap_or_else(|| store.draft());
                let outcome = change(&mut page).map_err(|problem| TxError::App(problem.into()))?;
                if before.as_ref() != Some(&page) {
                    page.revision += 1;
                    page.updated_at = store.platform.now();
                    store.write(tx, &page).await?;
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
