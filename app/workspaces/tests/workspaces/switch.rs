//! The workspaces of a person, and entering one.

use super::{open, start, user};
use kernel::{
    AppError, Platform, SessionId, UserId, WorkspaceId,
    ports::{ActiveSession, Memberships as _},
};
use workspaces::{
    MembershipStore,
    workspace::{Workspace, list::mine, switch::enter},
};

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
