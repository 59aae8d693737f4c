//! The domain on a real mongod.

use async_trait::async_trait;
use bson::doc;
use kernel::{
    Access, AppError, AppResult, Currency, Member, Platform, Role, SessionId, Tx, UserId, WorkspaceId,
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
        list::mine,
        settings::current,
        switch::enter,
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

fn session(platform: &Platform, user: &UserId, workspace: Option<&Workspace>) -> ActiveSession {
    ActiveSession {
        id: SessionId::generate(platform.now(), platform.random()),
        user: user.clone(),
        workspace: workspace.map(|workspace| workspace.id.clone()),
        device: "Firefox on Linux".to_owned(),
        confirmed_at: platform.now(),
        second_factor: false,
    }
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
async fn a_change_states_its_fact_only_when_the_address_or_the_name_changed() {
    let (test, _) = start().await;
    let owner = user(&test.platform);
    let workspace = open(&test.platform, &owner, "acme").await.unwrap();
    let member = member(&test.platform, &owner, &workspace).await;

    let traded = apply(&member, change("acme", 1)).await.unwrap();
    assert_eq!((traded.currency, traded.version), (Currency::Eur, 2));
    assert_eq!(apply(&member, change("acme", 2)).await.unwrap().version, 2, "nothing changed");
    assert_eq!(facts(&test.platform).await.len(), 1);

    test.clock.forward(std::time::Duration::from_secs(1));
    assert_eq!(apply(&member, change("bakery", 2)).await.unwrap().version, 3);
    let stated = facts(&test.platform).await;
    assert_eq!(stated.len(), 2);
    assert_eq!(stated[1].name, "workspaces.address_changed");
    assert_eq!(stated[1].payload, doc! { "slug": "bakery", "name": "Acme", "version": 3_i64 });
    let shown = current(&member).await.unwrap();
    assert_eq!((shown.slug.as_str(), shown.address_prefix.as_str()), ("bakery", "localhost:3000/@"));
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_changes_to_one_version_the_second_is_stale() {
    let (test, _) = start().await;
    let owner = user(&test.platform);
    let workspace = open(&test.platform, &owner, "acme").await.unwrap();
    let member = member(&test.platform, &owner, &workspace).await;
    let attempts = ["bakery", "brewery", "cheesery", "winery"].map(|slug| {
        let member = member.clone();
        tokio::spawn(async move { apply(&member, change(slug, 1)).await })
    });
    let mut results = Vec::new();
    for attempt in attempts {
        results.push(attempt.await.unwrap());
    }
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    for refused in results.into_iter().filter_map(Result::err) {
        assert_eq!(refused, AppError::conflict("stale"));
    }
    assert_eq!(facts(&test.platform).await.len(), 2);
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_can_not_take_the_address_of_another_workspace() {
    let (test, _) = start().await;
    let owner = user(&test.platform);
    let workspace = open(&test.platform, &owner, "acme").await.unwrap();
    open(&test.platform, &user(&test.platform), "mill").await.unwrap();
    let member = member(&test.platform, &owner, &workspace).await;
    for (slug, problem) in [("mill", SlugProblem::Taken), ("mi1l", SlugProblem::Confusable)] {
        let refused = apply(&member, change(slug, 1)).await.unwrap_err();
        assert_eq!(refused.of_field("slug"), Some(problem.to_string().as_str()));
    }
    assert_eq!(current(&member).await.unwrap().slug, "acme");
    assert_eq!(facts(&test.platform).await.len(), 2, "the refused changes stated nothing");
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_workspace_is_not_found_just_as_one_that_does_not_exist() {
    let (test, entered) = start().await;
    let (ours, theirs) = (user(&test.platform), user(&test.platform));
    let first = open(&test.platform, &ours, "acme").await.unwrap();
    let foreign = open(&test.platform, &theirs, "bakery").await.unwrap();
    let session = session(&test.platform, &ours, Some(&first));

    let missing = WorkspaceId::generate(test.platform.now(), test.platform.random());
    for elsewhere in [&foreign.id, &missing] {
        assert_eq!(enter(&test.platform, &session, elsewhere).await, Err(AppError::NotFound));
        assert_eq!(MembershipStore.of_user(&test.platform, &ours, Some(elsewhere)).await, Ok(None));
    }
    assert!(entered.0.lock().unwrap().is_empty());

    enter(&test.platform, &session, &first.id).await.unwrap();
    assert_eq!(*entered.0.lock().unwrap(), [first.id]);
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn my_workspaces_are_listed_as_they_were_joined_and_the_current_one_is_marked() {
    let (test, _) = start().await;
    let me = user(&test.platform);
    let mut opened = Vec::new();
    for slug in ["zebra", "acme", "mango"] {
        opened.push(open(&test.platform, &me, slug).await.unwrap());
        test.clock.forward(std::time::Duration::from_secs(1));
    }
    let stranger = user(&test.platform);
    assert_eq!(MembershipStore.of_user(&test.platform, &stranger, None).await, Ok(None));
    open(&test.platform, &stranger, "foreign").await.unwrap();

    let listed = |workspace: Option<usize>| {
        let session = session(&test.platform, &me, workspace.map(|at| &opened[at]));
        let platform = test.platform.clone();
        async move {
            let mine = mine(&platform, &session).await.unwrap();
            let slugs: Vec<String> = mine.iter().map(|workspace| workspace.slug.clone()).collect();
            (slugs, mine.iter().position(|workspace| workspace.current))
        }
    };
    let all: Vec<String> = ["zebra", "acme", "mango"].map(str::to_owned).into();
    assert_eq!(listed(None).await, (all.clone(), Some(0)));
    assert_eq!(listed(Some(2)).await, (all, Some(2)));
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
