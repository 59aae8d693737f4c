//! Who changes whom, and that an owner always stays.

use crate::office::{Office, actor, at_once, built_in};
use kernel::{AppError, Role, ports::Memberships as _};
use std::time::Duration;
use workspaces::{
    MembershipStore,
    jobs::forget_user::forget,
    membership::{change_role::change, leave::leave, reinstate::reinstate, remove::remove, suspend::suspend},
    refusal::Refusal,
    team::show::show,
    workspace::list::mine,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_new_role_is_in_force_with_the_next_request_and_the_sessions_hear_of_it() {
    let office = Office::open().await;
    let eda = office.take_on("Eda", Role::Editor).await;
    let id = office.id_of(&eda).await;
    change(&office.owner().await, &id, built_in(Role::Viewer)).await.unwrap();
    assert!(!office.acting(&eda).await.may(kernel::Permission::new("links.edit")));
    assert_eq!(*office.registry.rotated.lock().unwrap(), [eda]);
    let entry = office.entries().await.pop().unwrap();
    assert_eq!((entry.action.as_str(), entry.label.as_str()), ("workspaces.member.role_changed", "eda@example.com"));
    assert_eq!(entry.before.unwrap().get_str("role").ok(), Some("Editor"));
    assert_eq!(entry.after.unwrap().get_str("role").ok(), Some("Viewer"));

    change(&office.owner().await, &id, built_in(Role::Viewer)).await.unwrap();
    assert_eq!(office.acts().await.len(), 1, "what changes nothing is not written down");
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_active_owner_is_not_demoted_suspended_or_removed_and_can_not_leave() {
    let office = Office::open().await;
    let (owner, last) = (office.owner().await, AppError::from(Refusal::LastOwner));
    let id = office.id_of(&office.owner).await;
    let asleep = office.take_on("Sven", Role::Owner).await;
    suspend(&owner, &office.id_of(&asleep).await).await.unwrap();

    assert_eq!(change(&owner, &id, built_in(Role::Admin)).await, Err(last.clone()));
    assert_eq!(suspend(&owner, &id).await, Err(last.clone()));
    assert_eq!(remove(&owner, &id).await, Err(last.clone()));
    let session = office.session(&office.owner);
    assert_eq!(leave(&office.platform, &session, &actor(&office.owner)).await, Err(last));
    assert_eq!((office.active_owners().await, office.seats().await), (1, 2));
    assert_eq!(office.acts().await, ["workspaces.member.suspended"], "a refusal leaves no trace");

    reinstate(&owner, &office.id_of(&asleep).await).await.unwrap();
    leave(&office.platform, &session, &actor(&office.owner)).await.unwrap();
    assert_eq!(office.active_owners().await, 1);
    office.test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_owners_who_demote_each_other_at_once_one_stays_an_owner() {
    for round in 0..12 {
        let office = Office::open().await;
        let other = office.take_on("Otto", Role::Owner).await;
        let (olga, otto) = (office.owner().await, office.acting(&other).await);
        let (of_olga, of_otto) = (office.id_of(&office.owner).await, office.id_of(&other).await);
        let pairs = [(olga, of_otto), (otto, of_olga)];
        let answers = at_once(pairs.map(|(by, whom)| async move {
            match round % 3 {
                0 => change(&by, &whom, built_in(Role::Admin)).await,
                1 => suspend(&by, &whom).await,
                _ => remove(&by, &whom).await,
            }
        }))
        .await;
        assert_eq!(office.active_owners().await, 1, "{answers:?}");
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        office.test.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_owners_who_all_leave_at_once_one_stays() {
    let office = Office::open().await;
    let mut owners = vec![office.owner.clone()];
    for number in 0..5 {
        owners.push(office.take_on(&format!("Owner{number}"), Role::Owner).await);
    }
    let answers = at_once(owners.into_iter().map(|user| {
        let (platform, session) = (office.platform.clone(), office.session(&user));
        async move { leave(&platform, &session, &actor(&user)).await }
    }))
    .await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 5, "{answers:?}");
    assert_eq!((office.active_owners().await, office.seats().await), (1, 1));
    office.test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_changes_who_is_above_them_or_gives_more_than_they_have() {
    let office = Office::open().await;
    let (ada, eda) = (office.take_on("Ada", Role::Admin).await, office.take_on("Eda", Role::Editor).await);
    let (admin, of_owner) = (office.acting(&ada).await, office.id_of(&office.owner).await);
    for outcome in [
        change(&admin, &of_owner, built_in(Role::Viewer)).await,
        suspend(&admin, &of_owner).await,
        remove(&admin, &of_owner).await,
        change(&admin, &office.id_of(&eda).await, built_in(Role::Owner)).await,
        change(&admin, &office.id_of(&ada).await, built_in(Role::Owner)).await,
    ] {
        assert_eq!(outcome, Err(AppError::Forbidden));
    }
    assert_eq!(office.active_owners().await, 1);
    change(&admin, &office.id_of(&eda).await, built_in(Role::Admin)).await.unwrap();
    change(&office.owner().await, &office.id_of(&ada).await, built_in(Role::Owner)).await.unwrap();
    assert_eq!(office.active_owners().await, 2);
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_member_finds_nothing_until_they_are_reinstated() {
    let office = Office::open().await;
    let eda = office.take_on("Eda", Role::Editor).await;
    let own = office.another(&eda, "edas").await;
    let id = office.id_of(&eda).await;
    suspend(&office.owner().await, &id).await.unwrap();
    assert_eq!(office.acting_in(&eda, &office.workspace.id).await.err(), Some(AppError::NotFound));
    let left = mine(&office.platform, &office.session(&eda)).await.unwrap();
    assert_eq!(left.iter().map(|workspace| workspace.slug.as_str()).collect::<Vec<_>>(), ["edas"]);
    // Without one named, the session falls to the workspace that is left.
    let fallen = MembershipStore.of_user(&office.platform, &eda, None).await.unwrap().unwrap();
    assert_eq!(fallen.workspace.id, own.id);

    reinstate(&office.owner().await, &id).await.unwrap();
    assert!(office.acting_in(&eda, &office.workspace.id).await.is_ok());
    assert_eq!(office.acts().await, ["workspaces.member.suspended", "workspaces.member.reinstated"]);
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_removed_finds_nothing_with_the_next_request_and_a_fact_says_so() {
    let office = Office::open().await;
    let eda = office.take_on("Eda", Role::Editor).await;
    remove(&office.owner().await, &office.id_of(&eda).await).await.unwrap();
    assert_eq!(office.acting_in(&eda, &office.workspace.id).await.err(), Some(AppError::NotFound));
    assert_eq!(MembershipStore.of_user(&office.platform, &eda, None).await, Ok(None));
    assert!(office.facts().await.contains(&"workspaces.member_left".to_owned()));
    assert_eq!(*office.registry.rotated.lock().unwrap(), [eda]);
    assert_eq!(office.acts().await, ["workspaces.member.removed"]);
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_of_another_workspace_is_not_found() {
    let office = Office::open().await;
    let stranger = office.person("Sam");
    let theirs = office.another(&stranger, "bolt").await;
    let foreign = MembershipStore.of_user(&office.platform, &stranger, Some(&theirs.id)).await.unwrap();
    assert!(foreign.is_some());
    let id = {
        let own = bson::doc! { "user_id": stranger.as_str() };
        let found = office.platform.platform_db().of::<workspaces::membership::Membership>().find_one(own).await;
        found.unwrap().unwrap().id
    };
    let owner = office.owner().await;
    for outcome in [
        change(&owner, &id, built_in(Role::Viewer)).await,
        suspend(&owner, &id).await,
        reinstate(&owner, &id).await,
        remove(&owner, &id).await,
    ] {
        assert_eq!(outcome, Err(AppError::NotFound));
    }
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_asked_about_the_workspaces_that_only_they_own() {
    let office = Office::open().await;
    let sole = async |user: &kernel::UserId| -> Vec<String> {
        let cards = MembershipStore.sole_ownerships(&office.platform, user).await.unwrap();
        let mut slugs: Vec<String> = cards.into_iter().map(|card| card.slug).collect();
        slugs.sort();
        slugs
    };
    office.another(&office.owner, "second").await;
    let other = office.take_on("Otto", Role::Owner).await;
    assert_eq!(sole(&office.owner).await, ["second"]);
    assert!(sole(&other).await.is_empty());
    suspend(&office.owner().await, &office.id_of(&other).await).await.unwrap();
    assert_eq!(sole(&office.owner).await, ["acme", "second"]);
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_team_is_shown_to_each_as_far_as_it_concerns_them() {
    let office = Office::open().await;
    office.test.clock.forward(Duration::from_secs(1));
    let viewer = office.take_on("Vera", Role::Viewer).await;
    let seen = show(&office.acting(&viewer).await).await.unwrap();
    assert_eq!(seen.members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(), ["Olga", "Vera"]);
    assert!(seen.members.iter().all(|member| member.second_factor.is_none() && !member.changeable));
    assert!(!seen.may_manage && !seen.may_invite && seen.members[1].me);

    let seen = show(&office.owner().await).await.unwrap();
    assert!(seen.members.iter().all(|member| member.second_factor == Some(false) && member.changeable));
    assert!(seen.owner && seen.may_manage && seen.may_invite);
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_account_is_deleted_is_a_member_nowhere_any_more() {
    let office = Office::open().await;
    let second = office.another(&office.owner, "second").await;
    let eda = office.take_on("Eda", Role::Owner).await;
    suspend(&office.owner().await, &office.id_of(&eda).await).await.unwrap();
    for _ in 0..2 {
        forget(&office.platform, &office.owner).await.unwrap();
        forget(&office.platform, &eda).await.unwrap();
    }
    assert_eq!(office.seats().await, 0);
    assert_eq!(MembershipStore.of_user(&office.platform, &office.owner, Some(&second.id)).await, Ok(None));
    let left = office.facts().await.into_iter().filter(|name| name == "workspaces.member_left").count();
    assert_eq!(left, 3, "once for each place");
    office.test.end().await;
}
