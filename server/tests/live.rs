//! The open stream of a browser ends with its session.

use crate::stand::{
    Stand,
    answer::Answer,
    ask::Ask,
    person::{PASSWORD, Person},
    until,
};
use axum::http::{Method, StatusCode};
use std::time::{Duration, Instant};
use tokio::task::JoinHandle;

const SECOND: Duration = Duration::from_secs(1);

fn stream_of(stand: &Stand, person: &Person) -> JoinHandle<Answer> {
    let (router, ask) = (stand.router.clone(), Ask::page("/live").by(person));
    tokio::spawn(async move {
        use tower::ServiceExt as _;
        Answer::of(router.oneshot(ask.into_request()).await.unwrap()).await
    })
}

async fn end(stand: &Stand, by: &Person, of: &Person) {
    let end = Ask::call(&Method::POST, "/api/identity/sessions/end", &format!("id={}", of.session));
    assert_eq!(stand.send(end.by(by)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn ending_a_session_on_one_server_ends_its_stream_on_another_within_a_second() {
    let stand = Stand::open().await;
    let other = stand.beside().await;
    let following = tokio::spawn(server::live::follow(other.state.clone()));
    let ada = Person::register(&stand, "ada").await;
    let staying = stream_of(&other, &ada);
    assert!(until(SECOND, || async { other.state.streams.open() == 1 }).await.is_some(), "it is open");
    // Once the other server is known to listen, the time counts.
    let mut heard = None;
    for _ in 0..10 {
        let phone = ada.on_another_device(&stand).await;
        let mut stream = stream_of(&other, &phone);
        assert!(until(SECOND, || async { other.state.streams.open() == 2 }).await.is_some(), "both are open");
        end(&stand, &ada, &phone).await;
        let ended = Instant::now();
        if let Ok(answer) = tokio::time::timeout(SECOND, &mut stream).await {
            heard = Some((answer.unwrap(), ended.elapsed()));
            break;
        }
        stream.abort();
    }
    let (answer, took) = heard.expect("the stream ends");
    assert!(took < SECOND);
    assert_eq!(answer.header("content-type"), "text/event-stream");
    assert!(answer.text().contains("event: signed-out\ndata: now"), "{}", answer.text());
    assert!(!staying.is_finished(), "nobody else's stream ends");
    other.state.streams.close();
    assert!(!staying.await.unwrap().text().contains("signed-out"), "a server that stops signs nobody out");
    following.abort();
    stand.end().await;
}

#[tokio::test]
async fn a_stream_in_doubt_goes_by_its_session_and_not_by_the_token_that_it_came_with() {
    let stand = Stand::open().await;
    let mut ada = Person::register(&stand, "ada").await;
    let stream = stream_of(&stand, &ada);
    assert!(until(SECOND, || async { stand.state.streams.open() == 1 }).await.is_some(), "it is open");
    let password = format!("password={}", PASSWORD.replace(' ', "+"));
    let confirm = Ask::call(&Method::POST, "/api/identity/sessions/confirm", &password);
    let confirmed = stand.send(confirm.by(&ada)).await;
    let pair = confirmed.cookie(ada.cookie).expect("a new token");
    ada.token = pair.split_once('=').unwrap().1.to_owned();

    stand.state.streams.doubt();
    assert!(until(SECOND / 4, || async { stream.is_finished() }).await.is_none(), "the session goes on");
    stand.send(Ask::call(&Method::POST, "/api/identity/sessions/sign_out", "").by(&ada)).await;
    stand.state.streams.doubt();
    let answer = tokio::time::timeout(SECOND, stream).await.expect("the stream ends").unwrap();
    assert!(answer.text().contains("event: signed-out"), "{}", answer.text());
    stand.end().await;
}

#[tokio::test]
async fn whose_session_is_over_hears_so_at_once() {
    let stand = Stand::open().await;
    let ada = Person::register(&stand, "ada").await;
    let phone = ada.on_another_device(&stand).await;
    end(&stand, &ada, &phone).await;
    for ask in [Ask::page("/live"), Ask::page("/live").by(&phone)] {
        let answer = tokio::time::timeout(SECOND, stand.send(ask)).await.expect("the stream ends");
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "text/event-stream"));
        assert!(answer.text().contains("event: signed-out"), "{}", answer.text());
    }
    stand.end().await;
}
