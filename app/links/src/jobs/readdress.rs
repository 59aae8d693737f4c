//! Moves the page to the workspace's new address. Facts may arrive twice and out of order: only a
//! newer version than the page has heard of moves it. A workspace without a page gets its draft,
//! so that a fact which arrives late finds the version written down.

use crate::{
    activity::Doing,
    page::{LinkPage, store::PageStore},
};
use async_trait::async_trait;
use kernel::{AppResult, Job, Platform, facts::WorkspaceAddressChanged, jobs::Handler};

pub struct Readdress;

impl Readdress {
    pub const KIND: &'static str = "links.readdress";
}

#[async_trait]
impl Handler for Readdress {
    fn kind(&self) -> &'static str {
        Self::KIND
    }

    async fn run(&self, platform: &Platform, job: &Job) -> AppResult<()> {
        let workspace: WorkspaceAddressChanged = job.read()?;
        let store = PageStore::for_job(platform, job, &workspace.name, &workspace.slug)?;
        let readdress = move |page: &mut LinkPage| {
            if workspace.version > page.slug_version {
                page.slug.clone_from(&workspace.slug);
                page.slug_version = workspace.version;
            }
            AppResult::Ok(())
        };
        store.change(Doing::to_page("links.page.readdressed"), readdress).await.map(drop)
    }
}
