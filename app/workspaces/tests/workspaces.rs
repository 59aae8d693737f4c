//! The domain on a real mongod.

mod change;
mod switch;

use async_trait::async_trait;
use bson::doc;
use kernel::{
    Access, AppResult, Currency, Member, Platform, Role, SessionId, Tx, UserId, WorkspaceId,
    database::record::Schema,
    events::OutboxEntry,
    ports::{ActiveSession, Memberships as _, Person, Sessions},
    testing::TestPlatform,
    transaction::TxResult,
};
use std::sync::{Arc, Mutex};
use workspaces::{
    MembershipStore,
    membership::Membership,
    slug::{Slug, SlugProblem, check},
    workspace::{
        Workspace,
        create::{Draft, found},
        update::{Change, Typed, apply},
    },
};

/// Remembers which workspace a session entered last.
#[derive(Default)]
struct Entered(Mutex<Vec<WorkspaceId>>);

#[async_trait]
impl Sessions for Entered {
    async fn of_token(&self, _: &Platform, _: &str) -> AppResult<Option<ActiveSession>> {
        Ok(None)
    }

    async fn enter_workspace(&self, _: &Platform, _: &SessionId, workspace: &WorkspaceId) -> AppResult<()> {
        self.0.lock().unwrap().push(workspace.clone());
        Ok(())
    }

    async fn person(&self, _: &Platform, _: &UserId) -> AppResult<Option<Person>> {
        Ok(None)
    }

    async fn people(&self, _: &Platform, _: &[UserId]) -> AppResult<Vec<Person>> {
        Ok(Vec::new())
    }

    async fn rotate(&self, _: &mut Tx, _: &Platform, _: &UserId) -> TxResult<()> {
        Ok(())
    }
}

async fn start() -> (TestPlatform, Arc<Entered>) {
    let entered = Arc::new(Entered::default());
    let schemas: Vec<Schema> = workspaces::system().schemas;
    let test = TestPlatform::start_with(schemas, entered.clone(), Arc::new(MembershipStore)).await;
    (test, entered)
}

fn user(platform: &Platform) -> UserId {
    UserId::generate(platform.now(), platform.random())
}

async fn draft(platform: &Platform, slug: &str) -> AppResult<Draft> {
    Draft::read(platform, "Acme", slug, "Europe/Lisbon").await
}

async fn open(platform: &Platform, owner: &UserId, slug: &str) -> AppResult<Workspace> {
    found(platform, owner, draft(platform, slug).await?).await
}

async fn member(platform: &Platform, user: &UserId, workspace: &Workspace) -> Member {
    let membership = MembershipStore.of_user(platform, user, Some(&workspace.id)).await.unwrap().unwrap();
    Member::for_test(platform.clone(), membership)
}

async fn facts(platform: &Platform) -> Vec<OutboxEntry> {
    platform.platform_db().of::<OutboxEntry>().find(doc! {}, doc! { "_id": 1 }, 100).await.unwrap()
}

async fn counts(platform: &Platform) -> [u64; 3] {
    let db = platform.platform_db();
    [
        db.of::<Workspace>().count(doc! {}).await.unwrap(),
        db.of::<Membership>().count(doc! {}).await.unwrap(),
        db.of::<OutboxEntry>().count(doc! {}).await.unwrap(),
    ]
}

fn change(slug: &str, version: i64) -> Change {
    Change {
        name: "Acme".to_owned(),
        slug: Slug::read(slug).unwrap(),
        time_zone: "Europe/Lisbon".to_owned(),
        currency: Currency::Eur,
        locale: None,
        version,
    }
}

fn typed(slug: &str) -> Typed<'_> {
    Typed { name: "Our demo", slug, time_zone: "UTC", currency: "GBP", locale: "" }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_comes_with_its_owner_and_one_fact() {
    let (test, _) = start().await;
    let owner = user(&test.platform);
    let workspace = open(&test.platform, &owner, " @Acme-Studio ").await.unwrap();
    assert_eq!((workspace.slug.as_str(), workspace.version), ("acme-studio", 1));

    let place = MembershipStore.of_user(&test.platform, &owner, None).await.unwrap().unwrap();
    assert_eq!((place.access, place.workspace), (Access::Role(Role::Owner), workspace.card()));

    let facts = facts(&test.platform).await;
    assert_eq!(facts.len(), 1);
    assert_eq!((facts[0].name.as_str(), facts[0].workspace_id.as_ref()), ("workspaces.created", Some(&workspace.id)));
    assert_eq!(facts[0].payload, doc! { "name": "Acme", "slug": "acme-studio" });
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_founded_leaves_nothing_behind() {
    let (test, _) = start().await;
    open(&test.platform, &user(&test.platform), "acme").await.unwrap();
    let latecomer = Draft { name: "Other".to_owned(), slug: Slug::read("acme").unwrap(), time_zone: "UTC".to_owned() };
    let refused = found(&test.platform, &user(&test.platform), latecomer).await.unwrap_err();
    assert_eq!(refused.of_field("slug"), Some(SlugProblem::Taken.to_string().as_str()));
    assert_eq!(counts(&test.platform).await, [1, 1, 1]);
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_people_can_not_take_one_address_at_once() {
    let (test, _) = start().await;
    let attempts = (0..8).map(|_| {
        let platform = test.platform.clone();
        tokio::spawn(async move { open(&platform, &user(&platform), "acme").await })
    });
    let mut taken = Vec::new();
    for attempt in attempts.collect::<Vec<_>>() {
        taken.push(attempt.await.unwrap());
    }
    assert_eq!(taken.iter().filter(|result| result.is_ok()).count(), 1);
    for refused in taken.into_iter().filter_map(Result::err) {
        assert!(refused.of_field("slug").is_some(), "{refused:?}");
    }
    assert_eq!(counts(&test.platform).await, [1, 1, 1]);
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_twin_of_an_address_is_refused_and_another_one_proposed() {
    let (test, _) = start().await;
    let owner = user(&test.platform);
    let workspace = open(&test.platform, &owner, "acme").await.unwrap();
    let refused = open(&test.platform, &user(&test.platform), "acrne").await.unwrap_err();
    assert_eq!(refused.of_field("slug"), Some(SlugProblem::Confusable.to_string().as_str()));

    let answer = check::answer(&test.platform, "acrne".to_owned(), None).await.unwrap();
    assert_eq!((answer.problem, answer.suggestion.as_deref()), (Some(SlugProblem::Confusable), Some("acrne-hq")));
    open(&test.platform, &user(&test.platform), "acme-hq").await.unwrap();
    let answer = check::answer(&test.platform, "acme".to_owned(), None).await.unwrap();
    assert_eq!((answer.problem, answer.suggestion.as_deref()), (Some(SlugProblem::Taken), Some("acme-studio")));

    // Its own address is no obstacle to a workspace, and neither are that one's twins.
    for own in ["acme", "acrne"] {
        let answer = check::answer(&test.platform, own.to_owned(), Some(&workspace.id)).await.unwrap();
        assert_eq!(answer.problem, None);
    }
    let member = member(&test.platform, &owner, &workspace).await;
    assert_eq!(apply(&member, change("acrne", 1)).await.unwrap().slug.as_str(), "acrne");
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reserved_address_is_for_the_demo_only() {
    let (test, _) = start().await;
    let owner = user(&test.platform);
    for slug in ["demo", "admin", "acme-rnewayz"] {
        let refused = draft(&test.platform, slug).await.unwrap_err();
        assert_eq!(refused.of_field("slug"), Some(SlugProblem::Reserved.to_string().as_str()), "{slug}");
    }
    let seeded = Draft { name: "Demo".to_owned(), slug: Slug::read("demo").unwrap(), time_zone: "UTC".to_owned() };
    let demo = found(&test.platform, &owner, seeded).await.unwrap();

    // The demo can change its other settings, and nobody can move to a reserved address.
    let member = member(&test.platform, &owner, &demo).await;
    let renamed = Change::read(&member, typed("demo"), 1).unwrap();
    assert_eq!(apply(&member, renamed).await.unwrap().name, "Our demo");
    assert!(Change::read(&member, typed("admin"), 2).is_err());
    let of = async |own| check::answer(&test.platform, "demo".to_owned(), own).await.unwrap().problem;
    assert_eq!((of(Some(&demo.id)).await, of(None).await), (None, Some(SlugProblem::Taken)));
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_address_one_is_made_of_the_name() {
    let (test, _) = start().await;
    let of = async |name: &str| Draft::read(&test.platform, name, " ", "nowhere").await;
    let draft = of("Café Zürich").await.unwrap();
    assert_eq!((draft.slug.as_str(), draft.time_zone.as_str()), ("cafe-zurich", "UTC"));
    found(&test.platform, &user(&test.platform), draft).await.unwrap();
    assert_eq!(of("Cafe Zurich").await.unwrap().slug.as_str(), "cafe-zurich-hq");
    assert!(of("山田太郎").await.unwrap_err().of_field("slug").is_some());
    assert!(of("").await.unwrap_err().of_field("name").is_some());
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_has_one_membership_in_a_workspace() {
    let (test, _) = start().await;
    let me = user(&test.platform);
    let workspace = open(&test.platform, &me, "acme").await.unwrap();
    let again = Membership::new(&test.platform, &workspace.id, &me, Role::Viewer);
    let refused = test.platform.platform_db().of::<Membership>().insert(&again).await.unwrap_err();
    assert!(refused.is_duplicate());
    test.end().await;
}
