//! The audit log on a real mongod.

use bson::doc;
use futures::future::join_all;
use kernel::{
    AppResult, Member, Role,
    audit::{self, Act, AuditEntry, AuditHead, Verified},
    database::document::to_document,
    testing::TestPlatform,
    transaction,
};

fn act(number: i64) -> Act {
    Act {
        action: "links.link.edited",
        record: format!("lnk_{number}"),
        label: format!("Link {number}"),
        before: Some(doc! { "title": "before" }),
        after: Some(doc! { "title": format!("after {number}") }),
    }
}

async fn write(member: &Member, number: i64) -> AppResult<()> {
    transaction::run(member.platform().database(), |tx| {
        let member = member.clone();
        Box::pin(async move {
            audit::write(tx, member.platform(), &member.workspace().id, &member.actor(), act(number)).await
        })
    })
    .await
}

async fn verify(member: &Member) -> Verified {
    audit::verify(member.platform(), &member.workspace().id).await.unwrap()
}

async fn entry(member: &Member, seq: i64) -> AuditEntry {
    member.tenant().of::<AuditEntry>().find_one(doc! { "seq": seq }).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn parallel_acts_make_one_chain_without_gaps() {
    let test = TestPlatform::start(Vec::new()).await;
    let (ours, theirs) = (test.member(Role::Owner, "acme"), test.member(Role::Owner, "bolt"));
    for done in join_all((0..12).map(|number| write(&ours, number))).await {
        done.unwrap();
    }
    write(&theirs, 1).await.unwrap();
    assert_eq!(verify(&ours).await, Verified { entries: 12, broken_at: None });
    assert_eq!(verify(&theirs).await, Verified { entries: 1, broken_at: None });
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_is_whole_also_while_it_grows() {
    let test = TestPlatform::start(Vec::new()).await;
    let member = test.member(Role::Owner, "acme");
    let growing = tokio::spawn({
        let member = member.clone();
        async move {
            for number in 0..60 {
                write(&member, number).await.unwrap();
            }
        }
    });
    while !growing.is_finished() {
        assert_eq!(verify(&member).await.broken_at, None);
    }
    growing.await.unwrap();
    assert_eq!(verify(&member).await, Verified { entries: 60, broken_at: None });
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transaction_that_fails_leaves_no_entry() {
    let test = TestPlatform::start(Vec::new()).await;
    let member = test.member(Role::Owner, "acme");
    let failed: AppResult<()> = transaction::run(test.platform.database(), |tx| {
        let member = member.clone();
        Box::pin(async move {
            audit::write(tx, member.platform(), &member.workspace().id, &member.actor(), act(1)).await?;
            Err(kernel::AppError::NotFound.into())
        })
    })
    .await;
    assert!(failed.is_err());
    assert_eq!(verify(&member).await, Verified { entries: 0, broken_at: None });
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_done_to_the_chain_shows() {
    let test = TestPlatform::start(Vec::new()).await;
    for (case, broken_at) in
        [("changed", 2), ("taken out", 2), ("cut off", 3), ("swapped", 1), ("put in", 4), ("emptied", 1)]
    {
        let member = test.member(Role::Owner, "acme");
        for number in 0..3 {
            write(&member, number).await.unwrap();
        }
        let (tenant, second) = (member.tenant(), entry(&member, 2).await);
        let mut entries = tenant.of::<AuditEntry>();
        match case {
            "changed" => {
                let forged = doc! { "$set": { "after.title": "forged" } };
                assert!(entries.update(doc! { "seq": 2 }, forged).await.unwrap());
            }
            "taken out" => assert_eq!(entries.delete(doc! { "seq": 2 }).await.unwrap(), 1),
            "cut off" => assert_eq!(entries.delete(doc! { "seq": 3 }).await.unwrap(), 1),
            "emptied" => assert_eq!(entries.delete(doc! {}).await.unwrap(), 3),
            "put in" => {
                let mut forged = second;
                (forged.id, forged.seq) = (audit::AuditId::generate(test.platform.now(), [7; 10]), 4);
                entries.insert(&forged).await.unwrap();
            }
            _ => {
                for (from, to) in [(1, 9), (2, 1), (9, 2)] {
                    entries.update(doc! { "seq": from }, doc! { "$set": { "seq": to } }).await.unwrap();
                }
            }
        }
        assert_eq!(verify(&member).await.broken_at, Some(broken_at), "{case}");
    }
    test.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_reads_back_as_it_was_hashed() {
    let test = TestPlatform::start(Vec::new()).await;
    let member = test.member(Role::Owner, "acme");
    write(&member, 1).await.unwrap();
    let stored = entry(&member, 1).await;
    assert_eq!((stored.action.as_str(), &stored.actor), ("links.link.edited", &member.actor()));
    let head = member.tenant().of::<AuditHead>().get(member.workspace().id.as_str()).await.unwrap().unwrap();
    assert_eq!(head.hash, stored.hash);
    assert_eq!(to_document(&stored).unwrap().get_str("prev").unwrap(), "");
    test.end().await;
}
