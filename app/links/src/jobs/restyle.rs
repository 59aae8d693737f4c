//! Gives the page the workspace's language and colours. Facts may arrive twice and out of order:
//! only a newer version than the page has heard of changes it.

use crate::{
    activity::Doing,
    page::{LinkPage, store::PageStore},
};
use async_trait::async_trait;
use kernel::{AppResult, Job, Platform, facts::WorkspaceLookChanged, jobs::Handler};

pub struct Restyle;

impl Restyle {
    pub const KIND: &'static str = "links.restyle";
}

#[async_trait]
impl Handler for Restyle {
    fn kind(&self) -> &'static str {
        Self::KIND
    }

    async fn run(&self, platform: &Platform, job: &Job) -> AppResult<()> {
        let look: WorkspaceLookChanged = job.read()?;
        let store = PageStore::for_job(platform, job, &look.name, &look.slug)?;
        let restyle = move |page: &mut LinkPage| {
            if look.version > page.look_version {
                (page.locale, page.brand, page.look_version) = (look.locale, look.brand, look.version);
            }
            AppResult::Ok(())
        };
        store.change(Doing::to_page("links.page.restyled"), restyle).await.map(drop)
    }
}
