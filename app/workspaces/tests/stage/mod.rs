//! What the tests begin with: a platform on which people have names, and workspaces with members.

use async_trait::async_trait;
use kernel::{
    AppError, AppResult, Member, Platform, Role, SessionId, Tx, UserId, WorkspaceId,
    audit::AuditEntry,
    database::record::Schema,
    jobs::worker::Worker,
    ports::{ActiveSession, Memberships as _, Person, Sessions},
    testing::TestPlatform,
    transaction::{self, TxResult},
};
use std::sync::Arc;
use workspaces::{
    MembershipStore,
    jobs::purge::Purge,
    membership::{self, Membership},
    slug::Slug,
    workspace::{
        Workspace,
        create::{Draft, found},
        update::{Change, apply},
    },
};

/// Everybody has an account, but for those whose ids end in `gone`'s.
#[derive(Default)]
pub struct Everybody {
    /// Whose account is no more.
    pub gone: std::sync::Mutex<Vec<UserId>>,
}

#[async_trait]
impl Sessions for Everybody {
    async fn of_token(&self, _: &Platform, _: &str) -> AppResult<Option<ActiveSession>> {
        Ok(None)
    }

    async fn enter_workspace(&self, _: &Platform, _: &SessionId, _: &WorkspaceId) -> AppResult<()> {
        Ok(())
    }

    async fn person(&self, platform: &Platform, user: &UserId) -> AppResult<Option<Person>> {
        Ok(self.people(platform, std::slice::from_ref(user)).await?.pop())
    }

    async fn people(&self, _: &Platform, users: &[UserId]) -> AppResult<Vec<Person>> {
        let gone = self.gone.lock().map_err(AppError::internal)?;
        let there = users.iter().filter(|user| !gone.contains(user));
        Ok(there.map(person).collect())
    }

    async fn rotate(&self, _: &mut Tx, _: &Platform, _: &UserId) -> TxResult<()> {
        Ok(())
    }
}

/// Named by the end of their id; nobody has a second factor.
pub fn person(user: &UserId) -> Person {
    let key = &user.as_str()[26..];
    Person {
        user: user.clone(),
        name: format!("Person {key}"),
        email: format!("{key}@example.com"),
        has_second_factor: false,
    }
}

pub struct Stage {
    pub test: TestPlatform,
    pub people: Arc<Everybody>,
}

impl Stage {
    pub async fn open() -> Self {
        Self::open_with(Vec::new()).await
    }

    /// With the stored types of other systems too.
    pub async fn open_with(others: Vec<Schema>) -> Self {
        let people = Arc::new(Everybody::default());
        let schemas = workspaces::system().schemas.into_iter().chain(others).collect();
        Self { test: TestPlatform::start_with(schemas, people.clone(), Arc::new(MembershipStore)).await, people }
    }

    pub fn platform(&self) -> &Platform {
        &self.test.platform
    }

    pub fn somebody(&self) -> UserId {
        UserId::generate(self.platform().now(), self.platform().random())
    }

    pub async fn open_at(&self, slug: &str) -> AppResult<(UserId, Workspace)> {
        let owner = self.somebody();
        let draft = Draft { name: "Acme".to_owned(), slug: Slug::read(slug).unwrap(), time_zone: "UTC".to_owned() };
        Ok((owner.clone(), found(self.platform(), &owner, draft).await?))
    }

    /// A workspace at the address, as its owner.
    pub async fn owner_at(&self, slug: &str) -> Member {
        let (owner, workspace) = self.open_at(slug).await.unwrap();
        self.enter(&owner, &workspace.id).await.unwrap()
    }

    pub async fn enter(&self, user: &UserId, workspace: &WorkspaceId) -> Option<Member> {
        let membership = MembershipStore.of_user(self.platform(), user, Some(workspace)).await.unwrap()?;
        Some(Member::for_test(self.platform().clone(), membership))
    }

    pub async fn take_on(&self, workspace: &WorkspaceId, role: Role) -> UserId {
        let user = self.somebody();
        let membership = Membership::new(self.platform(), workspace, &user, role);
        transaction::run(self.platform().database(), |tx| {
            let (platform, membership) = (self.platform().clone(), membership.clone());
            Box::pin(async move { membership::store::insert(tx, &platform, &membership).await })
        })
        .await
        .unwrap();
        user
    }

    /// Does the work that is owed by now.
    pub async fn work(&self, schemas: &[Schema]) {
        let mut handlers = workspaces::system().handlers;
        handlers.push(Arc::new(Purge::of(schemas)));
        handlers.push(Arc::new(kernel::mail::SendMail));
        let worker = Worker {
            platform: self.platform().clone(),
            handlers: Arc::new(handlers),
            subscriptions: Arc::new(workspaces::system().subscriptions),
            name: "worker".to_owned(),
        };
        while worker.turn().await.unwrap() {}
    }

    pub async fn end(self) {
        self.test.end().await;
    }
}

pub async fn stored(member: &Member) -> Workspace {
    let id = member.workspace().id.as_str();
    member.platform().platform_db().of::<Workspace>().get(id).await.unwrap().unwrap()
}

/// Moves to another address, from whatever it is now.
pub async fn move_to(member: &Member, slug: &str) -> AppResult<Workspace> {
    let now = stored(member).await;
    let change = Change {
        name: now.name,
        slug: Slug::read(slug).unwrap(),
        time_zone: now.time_zone,
        currency: now.currency,
        locale: None,
        version: now.version,
    };
    apply(member, change).await
}

/// The log, the newest entry first.
pub async fn log(member: &Member) -> Vec<AuditEntry> {
    member.tenant().of::<AuditEntry>().find(bson::doc! {}, bson::doc! { "seq": -1 }, 1_000).await.unwrap()
}
