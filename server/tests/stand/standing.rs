//! What somebody is in a workspace, told by the test: a role of the workspace's own, suspended,
//! or in a workspace that asks for a second factor. Everything else is as it is stored.

use super::{Stand, person::Person};
use async_trait::async_trait;
use kernel::{
    Access, AppResult, CustomAccess, Permission, Platform, Reach, RoleId, UserId, WorkspaceId,
    ports::{Membership, Memberships, WorkspaceCard},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
};

pub struct Standing {
    stored: Arc<dyn Memberships>,
    told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    access: BTreeMap<String, Access>,
    suspended: BTreeSet<String>,
    asking: BTreeSet<String>,
}

impl Standing {
    pub fn over(stored: Arc<dyn Memberships>) -> Self {
        Self { stored, told: Mutex::default() }
    }

    pub fn give(&self, person: &Person, access: Access) {
        self.told.lock().unwrap().access.insert(person.user.to_string(), access);
    }

    pub fn suspend(&self, person: &Person) {
        self.told.lock().unwrap().suspended.insert(person.user.to_string());
    }

    /// From now on the workspace lets in only who has a second factor.
    pub fn ask_for_second_factor(&self, workspace: &WorkspaceId) {
        self.told.lock().unwrap().asking.insert(workspace.to_string());
    }
}

/// A role of the workspace's own, with these permissions.
pub fn custom(stand: &Stand, grants: &[(Permission, Reach)]) -> Access {
    let platform = stand.platform();
    let grants = grants.iter().map(|(permission, reach)| (permission.name().to_owned(), *reach)).collect();
    let role_id = RoleId::generate(platform.now(), platform.random());
    Access::Custom(CustomAccess { role_id, name: "Assistant".to_owned(), grants })
}

#[async_trait]
impl Memberships for Standing {
    async fn of_user(
        &self,
        platform: &Platform,
        user: &UserId,
        workspace: Option<&WorkspaceId>,
    ) -> AppResult<Option<Membership>> {
        let stored = self.stored.of_user(platform, user, workspace).await?;
        let told = self.told.lock().unwrap();
        Ok(stored.filter(|_| !told.suspended.contains(user.as_str())).map(|mut membership| {
            if let Some(access) = told.access.get(user.as_str()) {
                membership.access = access.clone();
            }
            membership.needs_second_factor |= told.asking.contains(membership.workspace.id.as_str());
            membership
        }))
    }

    async fn sole_ownerships(&self, platform: &Platform, user: &UserId) -> AppResult<Vec<WorkspaceCard>> {
        self.stored.sole_ownerships(platform, user).await
    }
}
