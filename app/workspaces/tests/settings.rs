//! Language, colours, the second factor that a workspace asks for, and the form that is sent twice.

use crate::stage::{Stage, log, move_to, stored};
use bson::doc;
use kernel::{
    AppError, Role,
    audit::{Actor, Origin},
    events::OutboxEntry,
    ports::Memberships as _,
};
use workspaces::{
    MembershipStore,
    membership::Membership,
    slug::Slug,
    workspace::{
        Workspace, brand,
        create::{Draft, Form, found_once},
        protection::look,
        require_second_factor::ask_for_it,
        settings::current,
        update::{Change, Typed, apply},
    },
};

async fn facts(stage: &Stage) -> Vec<String> {
    let stated = stage.platform().platform_db().of::<OutboxEntry>().find(doc! {}, doc! { "_id": 1 }, 100).await;
    stated.unwrap().into_iter().map(|fact| fact.name).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_and_colours_are_kept_told_and_written_down() {
    let stage = Stage::open().await;
    let member = stage.owner_at("acme").await;
    let typed = Typed { name: "Acme", slug: "acme", time_zone: "UTC", currency: "USD", locale: "pt-BR" };
    stage.test.clock.forward(std::time::Duration::from_secs(1));
    apply(&member, Change::read(&member, typed, 1).unwrap()).await.unwrap();
    let colours = brand::read("#4f5bd5", "#ffffff").unwrap();
    brand::rebrand(&member, colours, 2).await.unwrap();

    let shown = current(&member).await.unwrap();
    assert_eq!((shown.locale.tag(), shown.brand, shown.version), ("pt-BR", colours, 3));
    assert_eq!(facts(&stage).await, ["workspaces.created", "workspaces.look_changed", "workspaces.look_changed"]);
    let told: Vec<_> = log(&member).await.into_iter().map(|entry| (entry.action, entry.before, entry.after)).collect();
    assert_eq!(told[0].1, None);
    assert_eq!(told[0].2, Some(doc! { "accent": "#4f5bd5", "background": "#ffffff" }));
    assert_eq!(
        (told[1].1.clone(), told[1].2.clone()),
        (Some(doc! { "language": "en" }), Some(doc! { "language": "pt-BR" }))
    );
    assert_eq!(told[2].0, "workspaces.workspace.created");

    brand::rebrand(&member, None, 3).await.unwrap();
    assert_eq!(stored(&member).await.brand, None);
    assert_eq!(brand::rebrand(&member, None, 3).await, Err(AppError::conflict("stale")));
    stage.end().await;
}

#[test]
fn colours_that_can_not_be_told_apart_or_read_are_refused_beside_their_field() {
    assert_eq!(brand::read(" ", ""), Ok(None));
    let of = |accent, background, field: &str| brand::read(accent, background).unwrap_err().of_field(field).is_some();
    assert!(of("#ffffff", "#fefefe", "accent"), "white on white");
    assert!(of("#12345", "#ffffff", "accent") && of("#123456", "red", "background") && of("", "#ffffff", "accent"));
    assert!(of("url(//evil)", "}*{}", "accent") && of("url(//evil)", "}*{}", "background"));
}

#[test]
fn a_language_that_is_not_on_the_list_is_refused() {
    assert!("tlh".parse::<kernel::Locale>().is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_a_second_factor_has_one_and_everybody_is_then_asked() {
    let stage = Stage::open().await;
    let member = stage.owner_at("acme").await;
    let editor = stage.take_on(&member.workspace().id, Role::Editor).await;
    assert!(ask_for_it(&member, true, false).await.unwrap_err().of_field("required").is_some());
    assert!(!stored(&member).await.needs_second_factor);

    let seen = look(&member, false).await.unwrap();
    assert_eq!((seen.required, seen.members, seen.without, seen.manageable), (false, 2, Some(2), true));
    ask_for_it(&member, true, true).await.unwrap();
    let place = MembershipStore.of_user(stage.platform(), &editor, None).await.unwrap().unwrap();
    assert!(place.needs_second_factor);
    let editor = stage.enter(&editor, &member.workspace().id).await.unwrap();
    assert_eq!(look(&editor, true).await.unwrap().without, None, "who may not change it is not told who lacks it");

    let place = doc! { "user_id": editor.user().as_str() };
    let suspended = doc! { "$set": { "suspended_at": stage.platform().now() } };
    assert!(stage.platform().platform_db().of::<Membership>().update(place, suspended).await.unwrap());
    let seen = look(&member, true).await.unwrap();
    assert_eq!((seen.members, seen.without), (1, Some(1)), "who is suspended comes in neither way");

    ask_for_it(&member, false, false).await.unwrap();
    let told: Vec<_> = log(&member).await.into_iter().map(|entry| entry.after.unwrap()).take(2).collect();
    assert_eq!(told, [doc! { "two_step_required": false }, doc! { "two_step_required": true }]);
    ask_for_it(&member, false, false).await.unwrap();
    assert_eq!(log(&member).await.len(), 3, "a change of nothing is no entry");
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_sent_twice_founds_one_workspace_and_both_get_it() {
    let stage = Stage::open().await;
    let (owner, key) = (stage.somebody(), "0123456789abcdef0123456789abcdef");
    let send = |name: &'static str, slug: &'static str| {
        let (platform, owner) = (stage.platform().clone(), owner.clone());
        async move {
            let actor = Actor::User { id: owner.clone(), origin: Origin::default() };
            let draft = Draft { name: name.to_owned(), slug: Slug::read(slug).unwrap(), time_zone: "UTC".to_owned() };
            found_once(&platform, &owner, &actor, draft, Form::sent(key, [name, slug])).await
        }
    };
    let presses = futures::future::join_all((0..4).map(|_| send("Acme", "acme"))).await;
    let founded: Vec<Workspace> = presses.into_iter().map(Result::unwrap).collect();
    assert!(founded.iter().all(|one| one.id == founded[0].id));
    let all = stage.platform().platform_db().of::<Workspace>().count(doc! {}).await.unwrap();
    assert_eq!(all, 1);

    let other = send("Bolt", "bolt").await.unwrap();
    assert_ne!(other.id, founded[0].id, "the form that is filled in anew founds another");
    assert!(send("Bolt", "acme").await.unwrap_err().of_field("slug").is_some());
    let stranger = stage.open_at("acme").await.unwrap_err();
    assert!(stranger.of_field("slug").is_some());
    assert_eq!(Form::sent("{\"$ne\":\"\"}", ["a", "b"]), None);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_written_down_once_with_what_changed() {
    let stage = Stage::open().await;
    let member = stage.owner_at("acme").await;
    move_to(&member, "bolt").await.unwrap();
    move_to(&member, "bolt").await.unwrap();
    let entries = log(&member).await;
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0].action, "workspaces.workspace.changed");
    assert_eq!(
        (entries[0].before.clone(), entries[0].after.clone()),
        (Some(doc! { "address": "acme" }), Some(doc! { "address": "bolt" }))
    );
    assert_eq!(entries[0].actor, member.actor());
    stage.end().await;
}
