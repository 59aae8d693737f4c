//! A workspace with people in it, whom identity knows as these tests say.

use async_trait::async_trait;
use bson::doc;
use kernel::{
    AppError, AppResult, Declared, Job, Member, Permission, Platform, Role, SessionId, Tx, UserId, WorkspaceId,
    audit::{Actor, AuditEntry, Origin},
    events::OutboxEntry,
    mail::Mail,
    ports::{ActiveSession, Memberships as _, Person, Ports, Sessions},
    testing::TestPlatform,
    transaction::{self, TxResult},
};
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use workspaces::{
    MembershipStore,
    invitation::{
        accept::accept,
        send::{Wish, send},
    },
    membership::{self, Membership},
    role::RoleKey,
    slug::Slug,
    team::show::{InvitationView, show},
    workspace::{
        Workspace,
        create::{Draft, found},
    },
};

pub const LINKS_VIEW: Permission = Permission::new("links.view");
pub const LINKS_EDIT: Permission = Permission::new("links.edit").ownable();
pub const BILLING: Permission = Permission::new("billing.manage");

/// Stands in for identity: who there is, what their sessions were told.
#[derive(Default)]
pub struct Registry {
    people: Mutex<Vec<Person>>,
    pub entered: Mutex<Vec<(SessionId, WorkspaceId)>>,
    pub rotated: Mutex<Vec<UserId>>,
}

#[async_trait]
impl Sessions for Registry {
    async fn of_token(&self, _: &Platform, _: &str) -> AppResult<Option<ActiveSession>> {
        Ok(None)
    }

    async fn enter_workspace(&self, _: &Platform, session: &SessionId, workspace: &WorkspaceId) -> AppResult<()> {
        self.entered.lock().unwrap().push((session.clone(), workspace.clone()));
        Ok(())
    }

    async fn person(&self, _: &Platform, user: &UserId) -> AppResult<Option<Person>> {
        Ok(self.people.lock().unwrap().iter().find(|person| person.user == *user).cloned())
    }

    async fn people(&self, _: &Platform, users: &[UserId]) -> AppResult<Vec<Person>> {
        Ok(self.people.lock().unwrap().iter().filter(|person| users.contains(&person.user)).cloned().collect())
    }

    async fn rotate(&self, _: &mut Tx, _: &Platform, user: &UserId) -> TxResult<()> {
        self.rotated.lock().unwrap().push(user.clone());
        Ok(())
    }
}

pub struct Office {
    pub test: TestPlatform,
    pub platform: Platform,
    pub registry: Arc<Registry>,
    pub workspace: Workspace,
    pub owner: UserId,
}

fn declared() -> Vec<Declared> {
    let links = [LINKS_VIEW, LINKS_EDIT, BILLING].map(|permission| Declared { permission, label: permission.name() });
    workspaces::permissions::ALL.iter().copied().chain(links).collect()
}

impl Office {
    /// A workspace called Acme of an owner called Olga.
    pub async fn open() -> Self {
        let registry = Arc::new(Registry::default());
        let test =
            TestPlatform::start_with(workspaces::system().schemas, registry.clone(), Arc::new(MembershipStore)).await;
        let ports = Ports { permissions: Arc::new(declared()), ..test.platform.ports().clone() };
        let (database, clock) = (test.platform.database().clone(), test.clock.clone());
        let random = Arc::new(kernel::random::SystemRandom);
        let platform = Platform::with(database, ports, "http://localhost:3000", clock, random);
        let owner = person(&platform, &registry, "Olga");
        let workspace = found(&platform, &owner, draft("Acme", "acme")).await.unwrap();
        Self { test, platform, registry, workspace, owner }
    }

    pub fn person(&self, name: &str) -> UserId {
        person(&self.platform, &self.registry, name)
    }

    /// A workspace of the same people.
    pub async fn another(&self, owner: &UserId, slug: &str) -> Workspace {
        found(&self.platform, owner, draft(slug, slug)).await.unwrap()
    }

    /// Somebody who is a member from the start.
    pub async fn take_on(&self, name: &str, role: impl Into<RoleKey>) -> UserId {
        let user = self.person(name);
        let membership = Membership::new(&self.platform, &self.workspace.id, &user, role);
        transaction::run(self.platform.database(), |tx| {
            let (platform, membership) = (self.platform.clone(), membership.clone());
            Box::pin(async move { membership::store::insert(tx, &platform, &membership).await })
        })
        .await
        .unwrap();
        user
    }

    /// Acts as the member that the person is now.
    pub async fn acting(&self, user: &UserId) -> Member {
        self.acting_in(user, &self.workspace.id).await.unwrap()
    }

    pub async fn acting_in(&self, user: &UserId, workspace: &WorkspaceId) -> AppResult<Member> {
        let membership = MembershipStore.of_user(&self.platform, user, Some(workspace)).await?;
        Ok(Member::for_test(self.platform.clone(), membership.ok_or(AppError::NotFound)?))
    }

    pub async fn owner(&self) -> Member {
        self.acting(&self.owner).await
    }

    /// The person's membership as it is stored, suspended or not.
    pub async fn membership(&self, user: &UserId) -> Option<Membership> {
        let own = doc! { "user_id": user.as_str(), "workspace_id": self.workspace.id.as_str() };
        self.platform.platform_db().of::<Membership>().find_one(own).await.unwrap()
    }

    pub async fn id_of(&self, user: &UserId) -> kernel::MemberId {
        self.membership(user).await.unwrap().id
    }

    pub async fn role_of(&self, user: &UserId) -> Option<RoleKey> {
        self.membership(user).await.map(|membership| membership.role)
    }

    pub async fn active_owners(&self) -> u64 {
        let owners = doc! { "workspace_id": self.workspace.id.as_str(), "role": "owner", "suspended_at": null };
        self.platform.platform_db().of::<Membership>().count(owners).await.unwrap()
    }

    pub async fn seats(&self) -> u64 {
        let own = doc! { "workspace_id": self.workspace.id.as_str() };
        self.platform.platform_db().of::<Membership>().count(own).await.unwrap()
    }

    pub fn session(&self, user: &UserId) -> ActiveSession {
        ActiveSession {
            id: SessionId::generate(self.platform.now(), self.platform.random()),
            user: user.clone(),
            workspace: Some(self.workspace.id.clone()),
            device: "Firefox on Linux".to_owned(),
            confirmed_at: self.platform.now(),
            second_factor: false,
        }
    }

    /// The actions of the audit log, in their order.
    pub async fn acts(&self) -> Vec<String> {
        let entries = self.entries().await;
        entries
            .into_iter()
            .map(|entry| entry.action)
            .filter(|action| action != "workspaces.workspace.created")
            .collect()
    }

    pub async fn entries(&self) -> Vec<AuditEntry> {
        let owner = self.owner().await;
        owner.tenant().of::<AuditEntry>().find(doc! {}, doc! { "seq": 1 }, 500).await.unwrap()
    }

    pub async fn facts(&self) -> Vec<String> {
        let facts = self.platform.platform_db().of::<OutboxEntry>();
        let mut facts = facts;
        facts.find(doc! {}, doc! { "_id": 1 }, 500).await.unwrap().into_iter().map(|fact| fact.name).collect()
    }

    /// The mails that are owed to the address, oldest first.
    pub async fn mails_to(&self, email: &str) -> Vec<Mail> {
        let owed = doc! { "kind": kernel::mail::SEND, "payload.to": email };
        let jobs = self.platform.platform_db().of::<Job>().find(owed, doc! { "created_at": 1, "_id": 1 }, 500).await;
        jobs.unwrap().iter().map(|job| job.read().unwrap()).collect()
    }

    /// The token in the newest mail to the address.
    pub async fn token_for(&self, email: &str) -> String {
        let mails = self.mails_to(email).await;
        token_in(&mails.last().unwrap().text)
    }

    pub async fn end(self) {
        self.test.end().await;
    }
}

/// What stands behind `/invitations/` in the text.
pub fn token_in(text: &str) -> String {
    let (_, rest) = text.split_once("/invitations/").unwrap();
    rest.chars().take_while(char::is_ascii_hexdigit).collect()
}

pub fn email_of(name: &str) -> String {
    format!("{}@example.com", name.to_lowercase())
}

pub fn actor(user: &UserId) -> Actor {
    Actor::User { id: user.clone(), origin: Origin::default() }
}

fn draft(name: &str, slug: &str) -> Draft {
    Draft { name: name.to_owned(), slug: Slug::read(slug).unwrap(), time_zone: "UTC".to_owned() }
}

fn person(platform: &Platform, registry: &Registry, name: &str) -> UserId {
    let user = UserId::generate(platform.now(), platform.random());
    let person = Person { user: user.clone(), name: name.to_owned(), email: email_of(name), has_second_factor: false };
    registry.people.lock().unwrap().push(person);
    user
}

/// Runs them all at once, each on a task of its own.
pub async fn at_once<T: Send + 'static>(
    all: impl IntoIterator<Item = impl Future<Output = T> + Send + 'static>,
) -> Vec<T> {
    let tasks: Vec<_> = all.into_iter().map(tokio::spawn).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap());
    }
    answers
}

pub const WEEK: Duration = Duration::from_secs(7 * 86_400);

/// Invites somebody; the token of their mail.
pub async fn invite(office: &Office, name: &str, role: Role) -> String {
    let wish = Wish::read(&email_of(name), built_in(role), "Join us").unwrap();
    send(&office.owner().await, wish).await.unwrap();
    office.token_for(&email_of(name)).await
}

/// The invitations that the owner sees.
pub async fn open(office: &Office) -> Vec<InvitationView> {
    show(&office.owner().await).await.unwrap().invitations
}

/// The person presses Accept.
pub async fn take(office: &Office, user: &UserId, token: &str) -> AppResult<()> {
    accept(&office.platform, &office.session(user), &actor(user), token).await
}

pub const fn built_in(role: Role) -> RoleKey {
    RoleKey::BuiltIn(role)
}
