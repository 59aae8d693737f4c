//! A mail is delivered once, and what was in it stays in the mailbox alone.

use bson::doc;
use kernel::{
    Job,
    jobs::{JobState, worker::Worker},
    mail::{self, letter::Letter},
    testing::TestPlatform,
    transaction,
};
use std::sync::Arc;

async fn owe(test: &TestPlatform, key: &str) {
    let mail = Letter::new("123456 is your code").code("123456").to("ada@example.com", key);
    transaction::run(test.platform.database(), |tx| {
        let (platform, mail) = (test.platform.clone(), mail.clone());
        Box::pin(async move { mail::enqueue(tx, &platform, &mail).await })
    })
    .await
    .unwrap();
}

async fn deliver(test: &TestPlatform) {
    let worker = Worker {
        platform: test.platform.clone(),
        handlers: Arc::new(kernel::system::kernel().handlers),
        subscriptions: Arc::new(Vec::new()),
        name: "test".to_owned(),
    };
    while worker.turn().await.unwrap() {}
}

#[tokio::test]
async fn a_delivered_mail_leaves_no_code_in_the_queue() {
    let test = TestPlatform::start(Vec::new()).await;
    owe(&test, "one").await;
    deliver(&test).await;
    assert_eq!(test.mails.mails().len(), 1);
    let job = test.platform.platform_db().of::<Job>().find_one(doc! {}).await.unwrap().unwrap();
    assert_eq!((job.state, job.payload), (JobState::Done, doc! {}));
    test.end().await;
}

#[tokio::test]
async fn a_mail_that_is_owed_twice_under_one_key_is_sent_once() {
    let test = TestPlatform::start(Vec::new()).await;
    owe(&test, "one").await;
    deliver(&test).await;
    owe(&test, "one").await;
    deliver(&test).await;
    assert_eq!(test.mails.mails().len(), 1);
    test.end().await;
}
