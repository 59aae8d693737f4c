//! Handing over ownership by asking and accepting.

use crate::office::{Office, actor, at_once, built_in};
use kernel::{AppError, Role, UserId, ports::Memberships as _};
use std::time::Duration;
use workspaces::{
    MembershipStore,
    membership::{change_role::change, leave::place_of, remove::remove, suspend::suspend},
    refusal::Refusal,
    team::show::show,
    transfer::{TransferId, accept::accept, ask::ask, cancel::cancel, decline::decline},
};

async fn say_yes(office: &Office, user: &UserId, id: &TransferId) -> kernel::AppResult<()> {
    let place = MembershipStore.of_user(&office.platform, user, Some(&office.workspace.id)).await?;
    accept(&office.platform, &place.ok_or(AppError::NotFound)?, &actor(user), id).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_new_owner_says_yes_and_who_asked_steps_down() {
    let office = Office::open().await;
    let eda = office.take_on("Eda", Role::Editor).await;
    let id = ask(&office.owner().await, &office.id_of(&eda).await, true).await.unwrap();
    assert_eq!(office.role_of(&eda).await, Some(built_in(Role::Editor)), "nothing changes by asking");
    let asked = show(&office.acting(&eda).await).await.unwrap().transfer.unwrap();
    assert!(asked.for_me && asked.steps_down && asked.by == "Olga");
    assert!(office.mails_to("eda@example.com").await[0].subject.contains("asked to own"));

    say_yes(&office, &eda, &id).await.unwrap();
    assert_eq!(office.role_of(&eda).await, Some(built_in(Role::Owner)));
    assert_eq!(office.role_of(&office.owner).await, Some(built_in(Role::Admin)));
    assert_eq!(office.active_owners().await, 1);
    for email in ["olga@example.com", "eda@example.com"] {
        let mails = office.mails_to(email).await;
        assert!(mails.iter().any(|mail| mail.subject.contains("new owner")), "{email}");
    }
    let acts = office.acts().await;
    assert_eq!(acts[0], "workspaces.ownership.asked");
    assert_eq!(acts[1..], ["workspaces.ownership.handed_over", "workspaces.ownership.handed_over"]);
    assert_eq!(say_yes(&office, &eda, &id).await, Err(AppError::NotFound), "once");
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_stepping_down_there_are_two_owners() {
    let office = Office::open().await;
    let eda = office.take_on("Eda", Role::Viewer).await;
    let id = ask(&office.owner().await, &office.id_of(&eda).await, false).await.unwrap();
    say_yes(&office, &eda, &id).await.unwrap();
    assert_eq!(office.active_owners().await, 2);
    change(&office.acting(&eda).await, &office.id_of(&office.owner).await, built_in(Role::Viewer)).await.unwrap();
    assert_eq!(office.active_owners().await, 1, "the count is right after it");
    let last = change(&office.acting(&eda).await, &office.id_of(&eda).await, built_in(Role::Viewer)).await;
    assert_eq!(last, Err(Refusal::LastOwner.into()));
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_an_owner_asks_and_only_who_is_asked_answers() {
    let office = Office::open().await;
    let (eda, ada) = (office.take_on("Eda", Role::Editor).await, office.take_on("Ada", Role::Admin).await);
    let of_eda = office.id_of(&eda).await;
    assert_eq!(ask(&office.acting(&ada).await, &of_eda, true).await, Err(AppError::Forbidden));
    let owner = office.owner().await;
    let id = ask(&owner, &of_eda, true).await.unwrap();
    assert_eq!(say_yes(&office, &ada, &id).await, Err(AppError::NotFound));
    assert_eq!(cancel(&office.acting(&ada).await, &id).await, Err(AppError::Forbidden));
    assert!(show(&office.acting(&ada).await).await.unwrap().transfer.is_none());
    assert_eq!(ask(&owner, &office.id_of(&ada).await, true).await, Err(Refusal::TransferOpen.into()));
    cancel(&owner, &id).await.unwrap();
    assert_eq!(say_yes(&office, &eda, &id).await, Err(AppError::NotFound));

    let id = ask(&owner, &of_eda, true).await.unwrap();
    let place = MembershipStore.of_user(&office.platform, &eda, None).await.unwrap().unwrap();
    decline(&office.platform, &place, &actor(&eda), &id).await.unwrap();
    assert!(ask(&owner, &of_eda, true).await.is_ok(), "the way is free again");
    assert!(ask(&owner, &office.id_of(&office.owner).await, true).await.is_err());
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_waits_for_seven_days() {
    let office = Office::open().await;
    let eda = office.take_on("Eda", Role::Editor).await;
    let id = ask(&office.owner().await, &office.id_of(&eda).await, true).await.unwrap();
    office.test.clock.forward(Duration::from_secs(7 * 86_400));
    assert_eq!(say_yes(&office, &eda, &id).await, Err(AppError::NotFound));
    assert!(show(&office.owner().await).await.unwrap().transfer.is_none());
    ask(&office.owner().await, &office.id_of(&eda).await, true).await.unwrap();
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_falls_through_when_who_asked_is_no_owner_any_more() {
    let office = Office::open().await;
    let (eda, otto) = (office.take_on("Eda", Role::Editor).await, office.take_on("Otto", Role::Owner).await);
    let id = ask(&office.acting(&otto).await, &office.id_of(&eda).await, true).await.unwrap();
    change(&office.owner().await, &office.id_of(&otto).await, built_in(Role::Admin)).await.unwrap();
    assert_eq!(say_yes(&office, &eda, &id).await, Err(Refusal::TransferGone.into()));
    assert_eq!(office.role_of(&eda).await, Some(built_in(Role::Editor)));
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_happens_at_the_moment_of_acceptance_there_is_an_owner_and_the_count_is_right() {
    for round in 0..9 {
        let office = Office::open().await;
        let (eda, otto) = (office.take_on("Eda", Role::Admin).await, office.take_on("Otto", Role::Owner).await);
        let id = ask(&office.owner().await, &office.id_of(&eda).await, true).await.unwrap();
        let (otto_acting, of_olga) = (office.acting(&otto).await, office.id_of(&office.owner).await);
        let (olga_acting, of_otto) = (office.owner().await, office.id_of(&otto).await);
        let of_eda = office.id_of(&eda).await;
        let place = MembershipStore.of_user(&office.platform, &eda, Some(&office.workspace.id)).await.unwrap().unwrap();
        let (platform, user) = (office.platform.clone(), eda.clone());
        let yes = tokio::spawn(async move { accept(&platform, &place, &actor(&user), &id).await });
        let other = tokio::spawn(async move {
            match round % 3 {
                0 => remove(&otto_acting, &of_olga).await,
                1 => suspend(&olga_acting, &of_otto).await,
                _ => remove(&otto_acting, &of_eda).await,
            }
        });
        let (yes, other) = (yes.await.unwrap(), other.await.unwrap());
        let active = office.active_owners().await;
        assert!(active >= 1, "{yes:?} {other:?}");
        let tally = office.platform.platform_db().of::<workspaces::membership::tally::Tally>();
        let mut tally = tally;
        let counted = tally.get(office.workspace.id.as_str()).await.unwrap().unwrap();
        assert_eq!(u64::try_from(counted.owners).unwrap(), active, "{yes:?} {other:?}");
        office.test.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_is_accepted_once_however_often_it_is_pressed() {
    let office = Office::open().await;
    let eda = office.take_on("Eda", Role::Editor).await;
    let id = ask(&office.owner().await, &office.id_of(&eda).await, true).await.unwrap();
    let place = MembershipStore.of_user(&office.platform, &eda, Some(&office.workspace.id)).await.unwrap().unwrap();
    let answers = at_once((0..8).map(|_| {
        let (platform, place, user, id) = (office.platform.clone(), place.clone(), eda.clone(), id.clone());
        async move { accept(&platform, &place, &actor(&user), &id).await }
    }))
    .await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    assert_eq!(office.active_owners().await, 1);
    assert_eq!(office.role_of(&office.owner).await, Some(built_in(Role::Admin)));
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_workspace_asks_for_a_second_factor_nothing_is_accepted_without_one() {
    let office = Office::open().await;
    let eda = office.take_on("Eda", Role::Editor).await;
    ask(&office.owner().await, &office.id_of(&eda).await, true).await.unwrap();
    let asks = bson::doc! { "$set": { "needs_second_factor": true } };
    let mut workspaces = office.platform.platform_db().of::<workspaces::workspace::Workspace>();
    workspaces.update(bson::doc! { "_id": office.workspace.id.as_str() }, asks).await.unwrap();
    let session = office.session(&eda);
    assert_eq!(place_of(&office.platform, &session).await.err(), Some(AppError::SecondFactor));
    let passed = kernel::ports::ActiveSession { second_factor: true, ..session };
    assert!(place_of(&office.platform, &passed).await.is_ok());
    office.end().await;
}
