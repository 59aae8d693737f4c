use crate::support::{ADA, House, PASSWORD, code_in, from, holding, wish, wrong};
use identity::{
    registration::{
        begin::{Wish, begin},
        confirm::confirm,
        record::Registration,
        resend::resend,
    },
    session::record::Session,
};
use kernel::{AppError, Token};
use std::{sync::Arc, time::Duration};

#[tokio::test]
async fn a_registration_becomes_a_user_who_is_signed_in() {
    let house = House::open().await;
    let token = house.begin(&from(1), ADA).await.unwrap();
    assert_eq!(house.users().await, 0);
    let code = house.newest_code().await;
    let confirmed = confirm(house.platform(), &holding(&token), &code).await.unwrap();
    assert_eq!(confirmed.go_to, "/workspaces/new");
    assert!(house.session(&confirmed.opened.session).await.is_some());
    assert!(house.sign_in(&from(2), ADA, PASSWORD).await.is_ok());
    assert_eq!((house.users().await, house.count::<Registration>().await), (1, 0));
    house.end().await;
}

#[tokio::test]
async fn one_returns_to_the_page_that_was_asked_for_and_never_to_another_site() {
    let house = House::open().await;
    for (number, (asked, given)) in [
        ("/links?new=1", "/links?new=1"),
        ("//evil.example", "/workspaces/new"),
        ("https://evil.example", "/workspaces/new"),
    ]
    .into_iter()
    .enumerate()
    {
        let wish = Wish { return_to: asked.to_owned(), ..wish(&format!("ada{number}@example.com")) };
        let token = begin(house.platform(), &house.pool, &from(1), wish).await.unwrap();
        let code = house.newest_code().await;
        assert_eq!(confirm(house.platform(), &holding(&token), &code).await.unwrap().go_to, given);
    }
    house.end().await;
}

#[tokio::test]
async fn two_registrations_of_one_address_make_one_user() {
    let house = House::open().await;
    let mut begun = Vec::new();
    for host in [1, 2] {
        let token = house.begin(&from(host), ADA).await.unwrap();
        begun.push((token, house.newest_code().await));
    }
    let mut outcomes = Vec::new();
    for (token, code) in &begun {
        outcomes.push(confirm(house.platform(), &holding(token), code).await.map(|_| ()));
    }
    assert_eq!(outcomes[0], Ok(()));
    let refused = confirm(house.platform(), &holding(&begun[1].0), &wrong(&begun[1].1)).await.map(|_| ());
    assert_eq!(outcomes[1], refused, "who was second hears what a wrong code hears");
    assert_eq!((house.users().await, house.count::<Session>().await), (1, 1));
    house.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_registrations_of_one_address_confirmed_at_once_make_one_user() {
    let house = Arc::new(House::open().await);
    for round in 0..5 {
        let email = format!("ada{round}@example.com");
        let mut begun = Vec::new();
        for host in [1, 2] {
            begun.push((house.begin(&from(host), &email).await.unwrap(), house.newest_code().await));
        }
        let tasks: Vec<_> = begun
            .into_iter()
            .map(|(token, code)| {
                let house = house.clone();
                tokio::spawn(async move { confirm(house.platform(), &holding(&token), &code).await.is_ok() })
            })
            .collect();
        let mut made = 0;
        for task in tasks {
            made += u64::from(task.await.unwrap());
        }
        assert_eq!((made, house.users().await), (1, round + 1));
    }
    Arc::into_inner(house).unwrap().end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn five_codes_may_be_tried_even_twenty_at_a_time() {
    let house = Arc::new(House::open().await);
    let token = house.begin(&from(1), ADA).await.unwrap();
    let code = house.newest_code().await;
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let (house, token, code) = (house.clone(), token.clone(), wrong(&code));
            tokio::spawn(async move { confirm(house.platform(), &holding(&token), &code).await.map(|_| ()) })
        })
        .collect();
    let (mut looked_at, mut refused) = (0, 0);
    for task in tries {
        match task.await.unwrap().unwrap_err().of_field("code") {
            Some(_) => looked_at += 1,
            None => refused += 1,
        }
    }
    assert_eq!((looked_at, refused), (5, 15));
    assert!(confirm(house.platform(), &holding(&token), &code).await.is_err(), "the right code is too late");
    assert_eq!(house.users().await, 0);
    Arc::into_inner(house).unwrap().end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_code_works_once_however_many_send_it() {
    let house = Arc::new(House::open().await);
    let token = house.begin(&from(1), ADA).await.unwrap();
    let code = house.newest_code().await;
    let tries: Vec<_> = (0..10)
        .map(|_| {
            let (house, token, code) = (house.clone(), token.clone(), code.clone());
            tokio::spawn(async move { confirm(house.platform(), &holding(&token), &code).await.is_ok() })
        })
        .collect();
    let mut worked = 0;
    for task in tries {
        worked += u32::from(task.await.unwrap());
    }
    assert_eq!(worked, 1);
    assert_eq!((house.users().await, house.count::<Session>().await), (1, 1));
    Arc::into_inner(house).unwrap().end().await;
}

#[tokio::test]
async fn a_code_is_over_after_half_an_hour() {
    let house = House::open().await;
    let token = house.begin(&from(1), ADA).await.unwrap();
    let code = house.newest_code().await;
    house.forward(Duration::from_secs(30 * 60));
    assert!(confirm(house.platform(), &holding(&token), &code).await.is_err());
    house.end().await;
}

#[tokio::test]
async fn a_code_is_worth_nothing_in_another_browser() {
    let house = House::open().await;
    house.begin(&from(1), ADA).await.unwrap();
    let code = house.newest_code().await;
    let stranger = Token::generate(house.platform());
    assert!(confirm(house.platform(), &holding(&stranger), &code).await.is_err());
    assert!(confirm(house.platform(), &from(1), &code).await.is_err());
    house.end().await;
}

#[tokio::test]
async fn another_mail_makes_the_first_code_void_and_three_are_enough() {
    let house = House::open().await;
    let token = house.begin(&from(1), ADA).await.unwrap();
    let first = house.newest_code().await;
    for _ in 0..3 {
        resend(house.platform(), &holding(&token)).await.unwrap();
    }
    assert!(resend(house.platform(), &holding(&token)).await.is_err());
    let mails = house.deliver().await;
    assert_eq!(mails.len(), 4);
    let last = code_in(&mails[3]);
    if first != last {
        assert!(confirm(house.platform(), &holding(&token), &first).await.is_err());
    }
    assert!(confirm(house.platform(), &holding(&token), &last).await.is_ok());
    house.end().await;
}

#[tokio::test]
async fn every_wrong_field_is_named() {
    let house = House::open().await;
    let wish = Wish { name: " ".into(), email: "ada".into(), password: "short".into(), return_to: String::new() };
    let Err(AppError::Invalid(fields)) = begin(house.platform(), &house.pool, &from(1), wish).await else {
        panic!("a form full of mistakes was accepted");
    };
    assert_eq!(fields.iter().map(|f| f.field.as_str()).collect::<Vec<_>>(), ["name", "email", "password"]);
    assert_eq!(house.pool.worked(), 0);
    house.end().await;
}

#[tokio::test]
async fn one_network_cannot_begin_without_end() {
    let house = House::open().await;
    let mut outcomes = Vec::new();
    for number in 0..31 {
        outcomes.push(house.begin(&from(1), &format!("ada{number}@example.com")).await.map(|_| ()));
    }
    assert!(outcomes[..30].iter().all(Result::is_ok));
    assert!(matches!(outcomes[30], Err(AppError::TooMany(_))));
    assert!(house.begin(&from(2), ADA).await.is_ok(), "others are not affected");
    house.end().await;
}

#[tokio::test]
async fn nobody_fills_a_mailbox_or_keeps_its_owner_out() {
    let house = House::open().await;
    let token = house.begin(&from(1), ADA).await.unwrap();
    let mut outcomes = Vec::new();
    for _ in 0..8 {
        outcomes.push(house.begin(&from(1), ADA).await.map(|_| ()));
    }
    assert!(outcomes[..7].iter().all(Result::is_ok));
    assert!(matches!(outcomes[7], Err(AppError::TooMany(_))));
    assert!(matches!(resend(house.platform(), &holding(&token)).await, Err(AppError::TooMany(_))));
    assert_eq!(house.deliver().await.len(), 8);
    assert!(house.begin(&from(1), "bob@example.com").await.is_ok(), "other addresses are not affected");
    assert!(house.begin(&from(2), ADA).await.is_ok(), "nor is who asks from elsewhere");
    house.end().await;
}
