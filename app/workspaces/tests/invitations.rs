//! Being invited: whom a link lets in, and whom not.

use crate::office::{Office, WEEK, actor, at_once, built_in, email_of, invite, open, take};
use bson::doc;
use kernel::{AppError, Role, UserId};
use std::time::Duration;
use workspaces::{
    invitation::{
        accept::accept,
        cancel::cancel,
        change_role,
        decline::decline,
        look::look,
        resend::resend,
        send::{Wish, send},
    },
    membership::{remove::remove, suspend::suspend},
    refusal::Refusal,
    role::RoleKey,
    workspace::Workspace,
};

/// The member invites somebody as an editor.
async fn invite_as(office: &Office, by: &UserId, name: &str) {
    let wish = Wish::read(&email_of(name), built_in(Role::Editor), "").unwrap();
    send(&office.acting(by).await, wish).await.unwrap();
}

fn gone() -> AppError {
    Refusal::InvitationGone.into()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invited_person_looks_accepts_and_lands_in_the_workspace() {
    let office = Office::open().await;
    let token = invite(&office, "Bo", Role::Editor).await;
    let bo = office.person("Bo");
    let session = office.session(&bo);
    let seen = look(&office.platform, &token, Some(&session)).await.unwrap().unwrap();
    assert_eq!(
        (seen.workspace.as_str(), seen.role.as_str(), seen.email.as_str()),
        ("Acme", "Editor", "bo@example.com")
    );
    assert_eq!(seen.by, Some(("Olga".to_owned(), "olga@example.com".to_owned())));
    assert_eq!((seen.message.as_str(), seen.signed_in_as.as_deref()), ("Join us", Some("bo@example.com")));

    accept(&office.platform, &session, &actor(&bo), &token).await.unwrap();
    assert_eq!(office.role_of(&bo).await, Some(built_in(Role::Editor)));
    assert_eq!(*office.registry.entered.lock().unwrap(), [(session.id, office.workspace.id.clone())]);
    assert!(office.facts().await.contains(&"workspaces.member_joined".to_owned()));
    assert_eq!(office.acts().await, ["workspaces.invitation.sent", "workspaces.member.joined"]);
    assert!(open(&office).await.is_empty());
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_another_account_both_addresses_are_named_and_nothing_changes() {
    let office = Office::open().await;
    let token = invite(&office, "Bo", Role::Editor).await;
    let cy = office.person("Cy");
    let seen = look(&office.platform, &token, Some(&office.session(&cy))).await.unwrap().unwrap();
    assert_eq!((seen.email.as_str(), seen.signed_in_as.as_deref()), ("bo@example.com", Some("cy@example.com")));
    assert_eq!(take(&office, &cy, &token).await, Err(Refusal::OtherAddress.into()));
    assert_eq!((office.seats().await, open(&office).await.len()), (1, 1));
    assert!(office.registry.entered.lock().unwrap().is_empty());

    let bo = office.person("BO");
    take(&office, &bo, &token).await.unwrap();
    assert_eq!(office.seats().await, 2);
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn accepting_never_changes_the_role_of_who_is_a_member_already() {
    let office = Office::open().await;
    // The owner's account took the invited address only afterwards.
    let token = invite(&office, "Newolga", Role::Viewer).await;
    let twin = office.take_on("Newolga", Role::Owner).await;
    suspend(&office.acting(&twin).await, &office.id_of(&office.owner).await).await.unwrap();
    take(&office, &twin, &token).await.unwrap();
    assert_eq!((office.role_of(&twin).await, office.active_owners().await), (Some(built_in(Role::Owner)), 1));
    office.test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_suspended_does_not_come_back_by_an_invitation() {
    let office = Office::open().await;
    let token = invite(&office, "Bo", Role::Editor).await;
    let bo = office.take_on("Bo", Role::Viewer).await;
    suspend(&office.owner().await, &office.id_of(&bo).await).await.unwrap();
    assert_eq!(take(&office, &bo, &token).await, Err(gone()));
    assert!(office.membership(&bo).await.unwrap().suspended_at.is_some());
    let again = send(&office.owner().await, Wish::read("bo@example.com", built_in(Role::Editor), "").unwrap()).await;
    assert!(again.unwrap_err().of_field("email").is_some_and(|words| words.contains("suspended")));
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_twenty_acceptances_at_once_one_seat_comes() {
    let office = Office::open().await;
    let token = invite(&office, "Bo", Role::Editor).await;
    let bo = office.person("Bo");
    let answers = at_once((0..20).map(|_| {
        let (platform, session, token) = (office.platform.clone(), office.session(&bo), token.clone());
        let bo = bo.clone();
        async move { accept(&platform, &session, &actor(&bo), &token).await }
    }))
    .await;
    // Whoever pressed twice is in all the same.
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    assert_eq!(office.seats().await, 2);
    let joined = |all: Vec<String>| all.into_iter().filter(|name| name.ends_with("joined")).count();
    assert_eq!((joined(office.facts().await), joined(office.acts().await)), (1, 1));
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_that_ran_out_was_used_or_taken_back_looks_like_one_that_never_was() {
    let office = Office::open().await;
    let owner = office.owner().await;
    let (used, declined, cancelled) = (
        invite(&office, "Ua", Role::Editor).await,
        invite(&office, "Da", Role::Editor).await,
        invite(&office, "Ca", Role::Editor).await,
    );
    let people = ["Ua", "Da", "Ca", "Ea"].map(|name| office.person(name));
    take(&office, &people[0], &used).await.unwrap();
    remove(&owner, &office.id_of(&people[0]).await).await.unwrap();
    decline(&office.platform, &declined).await.unwrap();
    let id = open(&office).await.into_iter().find(|one| one.email == "ca@example.com").unwrap().id;
    cancel(&owner, &id).await.unwrap();
    let expired = invite(&office, "Ea", Role::Editor).await;
    office.test.clock.forward(WEEK);
    let never = "0".repeat(64);
    for (token, user) in [(&used, 0), (&declined, 1), (&cancelled, 2), (&expired, 3), (&never, 0)] {
        assert_eq!(look(&office.platform, token, None).await, Ok(None));
        assert_eq!(take(&office, &people[user], token).await, Err(gone()));
        assert_eq!(decline(&office.platform, token).await, Err(gone()));
    }
    for odd in ["", "x", "{\"$ne\":\"\"}", &"A".repeat(64)] {
        assert_eq!(look(&office.platform, odd, None).await, Ok(None));
        assert_eq!(take(&office, &people[0], odd).await, Err(gone()));
    }
    assert_eq!(office.seats().await, 1);
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_was_removed_can_be_invited_again() {
    let office = Office::open().await;
    let bo = office.person("Bo");
    for role in [Role::Editor, Role::Viewer] {
        let token = invite(&office, "Bo", role).await;
        take(&office, &bo, &token).await.unwrap();
        assert_eq!(office.role_of(&bo).await, Some(built_in(role)));
        remove(&office.owner().await, &office.id_of(&bo).await).await.unwrap();
        office.test.clock.forward(Duration::from_secs(1));
    }
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_removed_member_go_the_invitations_they_sent_that_are_still_open() {
    let office = Office::open().await;
    let ada = office.take_on("Ada", Role::Admin).await;
    invite_as(&office, &ada, "Late").await;
    office.test.clock.forward(WEEK);
    invite(&office, "Olgas", Role::Editor).await;
    for name in ["Bo", "Cy", "Both"] {
        invite_as(&office, &ada, name).await;
        office.test.clock.forward(Duration::from_secs(1));
    }
    let (bo, token) = (office.person("Bo"), office.token_for("bo@example.com").await);
    let both = open(&office).await.into_iter().find(|one| one.email == "both@example.com").unwrap().id;
    resend(&office.owner().await, &both).await.unwrap();
    remove(&office.owner().await, &office.id_of(&ada).await).await.unwrap();

    assert_eq!(take(&office, &bo, &token).await, Err(gone()));
    let mut left: Vec<String> = open(&office).await.into_iter().map(|one| one.email).collect();
    left.sort();
    assert_eq!(left, ["both@example.com", "late@example.com", "olgas@example.com"], "what opens nothing may stay");
    let entries = office.entries().await;
    let told: Vec<_> = entries.iter().map(|entry| (entry.action.as_str(), entry.label.as_str())).collect();
    assert_eq!(
        told[told.len() - 3..],
        [
            ("workspaces.member.removed", "ada@example.com"),
            ("workspaces.invitation.cancelled", "bo@example.com"),
            ("workspaces.invitation.cancelled", "cy@example.com"),
        ]
    );
    assert!(entries.iter().rev().take(3).all(|entry| entry.actor == actor(&office.owner)));
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_removed_while_they_invite_leaves_no_way_in() {
    for _ in 0..8 {
        let office = Office::open().await;
        let ada = office.take_on("Ada", Role::Admin).await;
        let (owner, admin, id) = (office.owner().await, office.acting(&ada).await, office.id_of(&ada).await);
        let wish = Wish::read("bo@example.com", built_in(Role::Admin), "").unwrap();
        let (removed, sent) = tokio::join!(remove(&owner, &id), send(&admin, wish));
        removed.unwrap();
        assert!(matches!(sent, Ok(()) | Err(AppError::NotFound)), "{sent:?}");
        assert!(open(&office).await.is_empty());
        office.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_that_is_being_deleted_takes_nobody_in() {
    let office = Office::open().await;
    let token = invite(&office, "Bo", Role::Editor).await;
    let bo = office.person("Bo");
    let deletion = doc! { "$set": { "deletion": { "at": office.platform.now(), "by": office.owner.as_str(), "until": office.platform.now() } } };
    let mut workspaces = office.platform.platform_db().of::<Workspace>();
    workspaces.update(doc! { "_id": office.workspace.id.as_str() }, deletion).await.unwrap();
    assert_eq!(look(&office.platform, &token, None).await, Ok(None));
    assert_eq!(take(&office, &bo, &token).await, Err(gone()));
    assert_eq!(office.seats().await, 1);
    office.test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_role_of_an_invitation_can_change_before_it_is_accepted() {
    let office = Office::open().await;
    let token = invite(&office, "Bo", Role::Editor).await;
    let (owner, id) = (office.owner().await, open(&office).await[0].id.clone());
    change_role::change(&owner, &id, built_in(Role::Viewer)).await.unwrap();
    let admin = office.acting(&office.take_on("Ada", Role::Admin).await).await;
    let upwards = change_role::change(&admin, &id, built_in(Role::Owner)).await;
    assert_eq!(upwards, Err(AppError::Forbidden));
    assert!(change_role::change(&owner, &id, built_in(Role::Owner)).await.unwrap_err().of_field("role").is_some());
    let bo = office.person("Bo");
    take(&office, &bo, &token).await.unwrap();
    assert_eq!(office.role_of(&bo).await, Some(built_in(Role::Viewer)));
    assert!(Wish::read("bo@example.com", RoleKey::OWNER, "").unwrap_err().of_field("role").is_some());
    office.end().await;
}
