//! A house with an issuer across the street, and the way there and back.

use super::{House, from, issuer::Issuer};
use identity::{
    arrival::Arrival,
    openid::{
        arrive::{Arrived, Returned, arrive},
        begin::{Begun, begin},
        record::Purpose,
    },
    sign_in_methods::list::list,
};
use kernel::{
    Token, UserId,
    ports::{ActiveSession, OpenIdClaims},
};
use std::sync::Arc;

pub struct Street {
    pub house: House,
    pub issuer: Arc<Issuer>,
}

impl Street {
    pub async fn open() -> Self {
        let issuer = Arc::new(Issuer::default());
        let mut house = House::open().await;
        house.test = house.test.with_issuer(issuer.clone());
        Self { house, issuer }
    }

    pub async fn begin(&self, arrival: &Arrival, purpose: Purpose, return_to: &str) -> (Begun, Arrival) {
        let begun = begin(self.house.platform(), arrival, purpose, return_to).await.unwrap();
        let carrying = Arrival { openid: Some(begun.browser.clone()), ..arrival.clone() };
        (begun, carrying)
    }

    pub fn returned(&self, state: &Token, claims: OpenIdClaims) -> Returned {
        let code = self.issuer.code_for(claims);
        Returned { state: state.as_str().to_owned(), code, ..Returned::default() }
    }

    pub async fn arrive(&self, arrival: &Arrival, session: Option<&ActiveSession>, returned: &Returned) -> Arrived {
        arrive(self.house.platform(), arrival, session, returned).await.unwrap()
    }

    /// There and back, in a browser of one's own.
    pub async fn sign_in(&self, claims: OpenIdClaims) -> Arrived {
        let (begun, arrival) = self.begin(&from(1), Purpose::SignIn, "").await;
        self.arrive(&arrival, None, &self.returned(&begun.state, claims)).await
    }

    /// Somebody with a password, a session and a browser that has begun to link.
    pub async fn linking(&self, email: &str) -> (ActiveSession, Begun, Arrival) {
        let token = self.house.register(email).await;
        let session = self.house.session(&token).await.unwrap();
        let (begun, arrival) = self.begin(&from(1), Purpose::Link(session.user.clone()), "/account").await;
        (session, begun, Arrival { session: Some(token), ..arrival })
    }

    pub async fn link(&self, email: &str, claims: OpenIdClaims) -> (UserId, Arrived) {
        let (session, begun, arrival) = self.linking(email).await;
        let returned = self.returned(&begun.state, claims);
        let arrived = self.arrive(&arrival, Some(&session), &returned).await;
        (session.user, arrived)
    }

    pub async fn linked(&self, user: &UserId) -> Option<String> {
        list(self.house.platform(), user).await.unwrap().openid.unwrap().linked
    }

    /// The subjects of the mails to the address.
    pub async fn told(&self, email: &str) -> Vec<String> {
        let mails = self.house.deliver().await;
        mails.into_iter().filter(|mail| mail.to == email).map(|mail| mail.subject).collect()
    }
}

pub fn token(arrived: Arrived) -> Token {
    let Arrived::In { entry, .. } = arrived else { panic!("not let in") };
    entry.session().expect("no second step")
}

pub async fn who(street: &Street, arrived: Arrived) -> UserId {
    street.house.session(&token(arrived)).await.unwrap().user
}
