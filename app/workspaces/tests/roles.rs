//! Roles that a workspace makes for itself.

use crate::office::{LINKS_EDIT, LINKS_VIEW, Office, at_once, built_in};
use kernel::{AppError, Reach, Role};
use workspaces::{
    invitation::send::{Wish, send},
    membership::change_role::change,
    permissions,
    refusal::Refusal,
    role::{
        RoleKey,
        catalogue::{reach, read},
        create::create,
        duplicate::duplicate,
        edit::edit,
        list::matrix,
        remove::remove,
    },
};

#[tokio::test(flavor = "multi_thread")]
async fn a_member_may_what_their_role_lists_as_far_as_it_says_and_nothing_else() {
    let office = Office::open().await;
    let grants = read("links.view links.edit:own").unwrap();
    let role = create(&office.owner().await, "Assistant", &grants).await.unwrap();
    let ann = office.take_on("Ann", RoleKey::Custom(role)).await;
    let member = office.acting(&ann).await;
    assert_eq!(member.access().reach(LINKS_VIEW), Some(Reach::All));
    assert_eq!(member.access().reach(LINKS_EDIT), Some(Reach::Own));
    assert!(!member.may(permissions::VIEW) && !member.may(permissions::MANAGE_TEAM));
    assert_eq!(member.access().name(), "Assistant");
    assert_eq!(office.acts().await, ["workspaces.role.created"]);
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edited_role_is_in_force_for_its_members_with_their_next_request() {
    let office = Office::open().await;
    let owner = office.owner().await;
    let role = create(&owner, "Assistant", &read("links.view").unwrap()).await.unwrap();
    let ann = office.take_on("Ann", RoleKey::Custom(role.clone())).await;
    edit(&owner, &role, "Shop assistant", &read("links.view links.edit").unwrap()).await.unwrap();
    let member = office.acting(&ann).await;
    assert_eq!((member.access().name(), member.may(LINKS_EDIT)), ("Shop assistant", true));
    assert_eq!(*office.registry.rotated.lock().unwrap(), [ann]);
    edit(&owner, &role, "Shop assistant", &read("links.edit links.view").unwrap()).await.unwrap();
    assert_eq!(
        office.acts().await,
        ["workspaces.role.created", "workspaces.role.changed"],
        "in another order, the same"
    );
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_one_roles_whatever_its_case() {
    let office = Office::open().await;
    let owner = office.owner().await;
    let first = create(&owner, "Assistant", &[]).await.unwrap();
    let taken = create(&owner, " ASSISTANT ", &[]).await.unwrap_err();
    assert!(taken.of_field("name").is_some(), "{taken:?}");
    let second = duplicate(&owner, &first).await.unwrap();
    let taken = edit(&owner, &second, "assistant", &[]).await.unwrap_err();
    assert!(taken.of_field("name").is_some(), "{taken:?}");
    assert!(create(&owner, "Admin", &[]).await.unwrap_err().of_field("name").is_some());
    let names: Vec<String> = matrix(&owner).await.unwrap().roles.into_iter().map(|role| role.name).collect();
    assert_eq!(names, ["Owner", "Admin", "Editor", "Viewer", "Assistant", "Assistant copy"]);
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_makes_twenty_roles_and_no_more_also_all_at_once() {
    let office = Office::open().await;
    let owner = office.owner().await;
    for number in 0..17 {
        create(&owner, &format!("Role {number}"), &[]).await.unwrap();
    }
    let answers = at_once((0..8).map(|number| {
        let owner = owner.clone();
        async move { create(&owner, &format!("Late {number}"), &[]).await }
    }))
    .await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 3);
    let refused = AppError::from(Refusal::TooManyRoles);
    assert!(answers.iter().filter_map(|answer| answer.as_ref().err()).all(|error| *error == refused));
    let matrix = matrix(&owner).await.unwrap();
    assert_eq!(matrix.roles.len(), 4 + 20);
    let RoleKey::Custom(first) = &matrix.roles[4].key else { unreachable!() };
    remove(&owner, first, None).await.unwrap();
    create(&owner, "One more", &[]).await.unwrap();
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_people_have_is_deleted_by_moving_them() {
    let office = Office::open().await;
    let owner = office.owner().await;
    let role = create(&owner, "Assistant", &read("links.view").unwrap()).await.unwrap();
    let ann = office.take_on("Ann", RoleKey::Custom(role.clone())).await;
    let wish = Wish::read("bo@example.com", RoleKey::Custom(role.clone()), "").unwrap();
    send(&owner, wish).await.unwrap();
    assert_eq!(remove(&owner, &role, None).await, Err(Refusal::RoleInUse(2).into()));
    let upwards = remove(&owner, &role, Some(built_in(Role::Owner))).await.unwrap_err();
    assert!(upwards.of_field("move_to").is_some());
    remove(&owner, &role, Some(built_in(Role::Viewer))).await.unwrap();
    assert_eq!(office.role_of(&ann).await, Some(built_in(Role::Viewer)));
    let team = workspaces::team::show::show(&owner).await.unwrap();
    assert_eq!(team.invitations[0].role, built_in(Role::Viewer));
    assert_eq!(remove(&owner, &role, None).await, Err(AppError::NotFound));
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_is_never_given_to_somebody_while_it_is_deleted() {
    for _ in 0..10 {
        let office = Office::open().await;
        let owner = office.owner().await;
        let role = create(&owner, "Assistant", &[]).await.unwrap();
        let ann = office.take_on("Ann", Role::Viewer).await;
        let id = office.id_of(&ann).await;
        let (giver, taker, key) = (owner.clone(), owner.clone(), RoleKey::Custom(role.clone()));
        let (given, removed) = tokio::join!(tokio::spawn(async move { change(&giver, &id, key).await }), async {
            remove(&taker, &role, None).await
        });
        assert_ne!(given.unwrap().is_ok(), removed.is_ok());
        let has_it = office.role_of(&ann).await != Some(built_in(Role::Viewer));
        assert_eq!(has_it, removed.is_err(), "{removed:?}");
        office.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_makes_edits_or_gives_a_role_that_is_more_than_their_own() {
    let office = Office::open().await;
    let owner = office.owner().await;
    let rich = create(&owner, "Bookkeeper", &read("billing.manage").unwrap()).await.unwrap();
    let head = read("workspaces.manage_team workspaces.manage_roles workspaces.invite links.edit:own").unwrap();
    let head = create(&owner, "Team lead", &head).await.unwrap();
    let ann = office.take_on("Ann", RoleKey::Custom(head.clone())).await;
    let vera = office.take_on("Vera", Role::Viewer).await;
    let admin = office.take_on("Ada", Role::Admin).await;
    let (lead, admin) = (office.acting(&ann).await, office.acting(&admin).await);
    let of_vera = office.id_of(&vera).await;

    let mine = read("links.edit:own").unwrap();
    for refused in [
        create(&lead, "More", &read("links.edit").unwrap()).await.map(drop),
        create(&admin, "More", &read("billing.manage").unwrap()).await.map(drop),
        edit(&admin, &rich, "Bookkeeper", &[]).await,
        remove(&admin, &rich, None).await,
        edit(&lead, &head, "Team lead", &read("links.edit").unwrap()).await,
        change(&admin, &of_vera, RoleKey::Custom(rich.clone())).await,
        change(&lead, &of_vera, RoleKey::Custom(head.clone())).await,
        send(&lead, Wish::read("bo@example.com", built_in(Role::Admin), "").unwrap()).await,
    ] {
        assert_eq!(refused, Err(AppError::Forbidden));
    }
    let less = create(&lead, "Less", &mine).await.unwrap();
    send(&lead, Wish::read("bo@example.com", RoleKey::Custom(less), "").unwrap()).await.unwrap();
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permission_that_there_is_not_or_that_knows_no_owner_is_refused() {
    let office = Office::open().await;
    let owner = office.owner().await;
    for wrong in ["links.fly", "links.view:own", "$where", "workspaces.manage:own"] {
        let refused = create(&owner, "Odd", &read(wrong).unwrap()).await.unwrap_err();
        assert!(refused.of_field("grants").is_some(), "{wrong}: {refused:?}");
    }
    let twice = create(&owner, "Twice", &read("links.edit links.edit:own").unwrap()).await.unwrap();
    let shown = matrix(&owner).await.unwrap();
    let role = shown.roles.iter().find(|role| role.key == RoleKey::Custom(twice.clone())).unwrap();
    assert_eq!(reach(&role.grants, "links.edit"), Some(Reach::Own));
    assert_eq!(role.grants.len(), 1);
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_of_another_workspace_is_not_found() {
    let office = Office::open().await;
    let stranger = office.person("Sam");
    let theirs = office.another(&stranger, "bolt").await;
    let other = office.acting_in(&stranger, &theirs.id).await.unwrap();
    let foreign = create(&other, "Theirs", &read("links.view").unwrap()).await.unwrap();
    let (owner, vera) = (office.owner().await, office.take_on("Vera", Role::Viewer).await);
    let key = RoleKey::Custom(foreign.clone());
    for outcome in [
        edit(&owner, &foreign, "Ours", &[]).await,
        duplicate(&owner, &foreign).await.map(drop),
        remove(&owner, &foreign, None).await,
        change(&owner, &office.id_of(&vera).await, key.clone()).await,
        send(&owner, Wish::read("bo@example.com", key, "").unwrap()).await,
    ] {
        assert_eq!(outcome, Err(AppError::NotFound));
    }
    // Were it there by mistake, it would grant nothing.
    let lost = office.take_on("Lou", RoleKey::Custom(foreign)).await;
    assert!(!office.acting(&lost).await.may(LINKS_VIEW));
    office.end().await;
}
