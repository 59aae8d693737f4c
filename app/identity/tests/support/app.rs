//! An authenticator app on a phone.

use super::House;
use identity::{
    recovery::FreshCodes,
    totp::{
        confirm::confirm,
        enrol::enrol,
        secret::{Secret, step},
    },
};
use kernel::Token;

pub struct App(Secret);

/// Somebody with two-step sign-in.
pub struct Careful {
    /// The session, under its new token.
    pub session: Token,
    pub app: App,
    pub codes: FreshCodes,
}

impl App {
    /// Reads the key that is typed into it.
    pub fn of_key(key: &str) -> Self {
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let (mut bytes, mut wide, mut bits) = (Vec::new(), 0_u32, 0);
        for sign in key.bytes().filter(|sign| *sign != b' ') {
            wide = (wide << 5) | alphabet.iter().position(|known| *known == sign).unwrap() as u32;
            bits += 5;
            if bits >= 8 {
                bits -= 8;
                bytes.push((wide >> bits) as u8);
                wide &= (1 << bits) - 1;
            }
        }
        Self(Secret::of_bytes(&bytes).unwrap())
    }

    /// What it shows now.
    pub fn code(&self, house: &House) -> String {
        self.code_off(house, 0)
    }

    /// What it shows if its clock is that many half minutes fast.
    pub fn code_off(&self, house: &House, steps: i64) -> String {
        self.0.code(step(house.platform().now()) + steps)
    }
}

impl House {
    /// Adds an app to the account of the session. The code that confirms is used up.
    pub async fn add_app(&self, session: &Token) -> Careful {
        let active = self.session(session).await.unwrap();
        let enrolment = enrol(self.platform(), &active.user).await.unwrap();
        let app = App::of_key(&enrolment.key);
        let added = confirm(self.platform(), &self.pool, &active, &app.code(self)).await.unwrap();
        Careful { session: added.session, app, codes: added.codes.expect("the first codes") }
    }

    /// Somebody registered who has an app, whose first code is a while ago.
    pub async fn register_careful(&self, email: &str) -> Careful {
        let session = self.register(email).await;
        let careful = self.add_app(&session).await;
        self.forward(std::time::Duration::from_secs(120));
        careful
    }
}
