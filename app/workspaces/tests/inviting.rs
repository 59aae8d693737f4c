//! Inviting: who is mailed, how often, and what the mail may say.

use crate::office::{self, Office, WEEK, at_once, built_in, invite, open, take};
use bson::doc;
use kernel::{AppError, Role};
use std::time::Duration;
use workspaces::{
    invitation::{
        Invitation,
        cancel::cancel,
        change_role,
        link::link,
        look::look,
        resend::resend,
        send::{Wish, send},
        send_many::send_many,
    },
    role::{RoleKey, catalogue::read, create::create},
    workspace::Workspace,
};

#[tokio::test(flavor = "multi_thread")]
async fn an_address_has_one_open_invitation_however_it_is_written_and_however_many_send_it() {
    let office = Office::open().await;
    let owner = office.owner().await;
    let answers =
        at_once(["bo@example.com", "BO@Example.COM", " Bo@example.com"].into_iter().cycle().take(9).map(|typed| {
            let owner = owner.clone();
            async move { send(&owner, Wish::read(typed, built_in(Role::Editor), "").unwrap()).await }
        }))
        .await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
    for refused in answers.into_iter().filter_map(Result::err) {
        assert!(refused.of_field("email").is_some(), "{refused:?}");
    }
    assert_eq!((open(&office).await.len(), office.mails_to("bo@example.com").await.len()), (1, 1));
    let stored = office.platform.platform_db().of::<Invitation>().find(doc! {}, doc! {}, 10).await.unwrap();
    assert!(!office.token_for("bo@example.com").await.is_empty() && stored[0].token_hash.len() == 64);
    assert_ne!(stored[0].token_hash, office.token_for("bo@example.com").await);
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sent_again_the_former_link_is_dead_and_the_new_one_works_for_a_week() {
    let office = Office::open().await;
    let first = invite(&office, "Bo", Role::Editor).await;
    let id = open(&office).await[0].id.clone();
    office.test.clock.forward(WEEK);
    assert!(open(&office).await[0].expired);
    resend(&office.owner().await, &id).await.unwrap();
    let second = office.token_for("bo@example.com").await;
    assert_ne!(first, second);
    assert_eq!(look(&office.platform, &first, None).await, Ok(None));
    office.test.clock.forward(WEEK - Duration::from_secs(1));
    assert!(look(&office.platform, &second, None).await.unwrap().is_some());

    let third = office::token_in(&link(&office.owner().await, &id).await.unwrap());
    assert_eq!(look(&office.platform, &second, None).await, Ok(None));
    take(&office, &office.person("Bo"), &third).await.unwrap();
    assert_eq!(resend(&office.owner().await, &id).await, Err(AppError::NotFound));
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_is_not_mailed_without_end() {
    let office = Office::open().await;
    invite(&office, "Bo", Role::Editor).await;
    let (owner, id) = (office.owner().await, open(&office).await[0].id.clone());
    for _ in 0..5 {
        resend(&owner, &id).await.unwrap();
    }
    assert!(matches!(resend(&owner, &id).await, Err(AppError::TooMany(_))));
    assert_eq!(office.mails_to("bo@example.com").await.len(), 6);
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_pasted_list_the_good_rows_are_sent_and_each_bad_one_says_why() {
    let office = Office::open().await;
    office.take_on("Eda", Role::Editor).await;
    invite(&office, "Bo", Role::Editor).await;
    let list = "Name,Email\nAda <ada@example.net>; cy@example.net\nada@example.net\neda@example.com,bo@example.com\nnot an address\n";
    let rows = send_many(&office.owner().await, list, built_in(Role::Viewer), "Hello").await.unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row.typed.as_str(), row.sent)).collect();
    let expected = [
        ("ada@example.net", true),
        ("cy@example.net", true),
        ("ada@example.net", false),
        ("eda@example.com", false),
        ("bo@example.com", false),
        ("not an address", false),
    ];
    assert_eq!(told, expected);
    assert!(rows[2].words.contains("twice") && rows[3].words.contains("member") && rows[4].words.contains("already"));
    assert_eq!(open(&office).await.len(), 3);

    let long: String = (0..201).map(|number| format!("p{number}@example.net\n")).collect();
    let refused = send_many(&office.owner().await, &long, built_in(Role::Viewer), "").await.unwrap_err();
    assert!(refused.of_field("list").is_some_and(|words| words.contains("201")));
    assert_eq!(open(&office).await.len(), 3);
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_sends_two_hundred_invitations_a_day() {
    let office = Office::open().await;
    let owner = office.owner().await;
    let list: String = (0..200).map(|number| format!("p{number}@example.net\n")).collect();
    let rows = send_many(&owner, &list, built_in(Role::Viewer), "").await.unwrap();
    assert!(rows.iter().all(|row| row.sent));
    let more = send(&owner, Wish::read("more@example.net", built_in(Role::Viewer), "").unwrap()).await;
    assert!(matches!(more, Err(AppError::TooMany(_))));
    assert!(office.mails_to("more@example.net").await.is_empty());
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_typed_is_no_link_and_no_html_in_the_mail() {
    let office = Office::open().await;
    let mean = office.person("https://evil.example <b>");
    let theirs = office.another(&mean, "evil").await;
    let mut workspaces = office.platform.platform_db().of::<Workspace>();
    let named = doc! { "$set": { "name": "<a href=//evil.example>Bank</a> evil.example" } };
    workspaces.update(doc! { "_id": theirs.id.as_str() }, named).await.unwrap();
    let member = office.acting_in(&mean, &theirs.id).await.unwrap();
    let message = "Click https://evil.example/login\n<script>alert(1)</script>";
    send(&member, Wish::read("bo@example.net", built_in(Role::Viewer), message).unwrap()).await.unwrap();
    let mail = office.mails_to("bo@example.net").await.pop().unwrap();
    for text in [&mail.text, &mail.html, &mail.subject] {
        assert!(!text.contains("evil.example"), "{text}");
    }
    assert!(!mail.html.contains("<script>") && !mail.html.contains("<a href=//"));
    assert_eq!(
        mail.html.matches("href=\"").count(),
        mail.html.matches("href=\"http://localhost:3000/invitations/").count()
    );
    assert_eq!(mail.text.matches("://").count(), 1, "our link alone");
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_to_more_than_one_has_oneself_is_not_taken_back() {
    let office = Office::open().await;
    let grants = read("workspaces.invite").unwrap();
    let role = create(&office.owner().await, "Inviter", &grants).await.unwrap();
    let inviter = office.acting(&office.take_on("Ivo", RoleKey::Custom(role)).await).await;
    invite(&office, "Bo", Role::Admin).await;
    let id = open(&office).await[0].id.clone();
    assert_eq!(cancel(&inviter, &id).await, Err(AppError::Forbidden));
    assert_eq!(open(&office).await.len(), 1);
    cancel(&office.owner().await, &id).await.unwrap();

    let guest = create(&office.owner().await, "Guest", &grants).await.unwrap();
    send(&inviter, Wish::read("cy@example.com", RoleKey::Custom(guest), "").unwrap()).await.unwrap();
    let id = open(&office).await[0].id.clone();
    assert_eq!(cancel(&inviter, &id).await, Ok(()), "to as much as one has");
    assert!(open(&office).await.is_empty());
    office.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_of_another_workspace_is_not_found() {
    let office = Office::open().await;
    invite(&office, "Bo", Role::Editor).await;
    let id = open(&office).await[0].id.clone();
    let stranger = office.person("Sam");
    let theirs = office.another(&stranger, "bolt").await;
    let other = office.acting_in(&stranger, &theirs.id).await.unwrap();
    for outcome in [
        resend(&other, &id).await,
        link(&other, &id).await.map(drop),
        cancel(&other, &id).await,
        change_role::change(&other, &id, built_in(Role::Viewer)).await,
    ] {
        assert_eq!(outcome, Err(AppError::NotFound));
    }
    assert_eq!(office.mails_to("bo@example.com").await.len(), 1);
    office.end().await;
}
