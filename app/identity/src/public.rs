//! The visitor screens: plain forms that work without scripts.

mod confirm;
mod entrance;
mod openid;
mod register;
mod sign_in;

use kernel::page::VisitorRoute;

pub fn routes() -> Vec<VisitorRoute> {
    vec![
        VisitorRoute { pattern: "/sign-in", answer: |visit| Box::pin(sign_in::answer(visit)) },
        VisitorRoute { pattern: "/register", answer: |visit| Box::pin(register::answer(visit)) },
        VisitorRoute { pattern: "/register/confirm", answer: |visit| Box::pin(confirm::answer(visit)) },
        VisitorRoute { pattern: "/auth/continue", answer: |visit| Box::pin(openid::go(visit)) },
        VisitorRoute { pattern: "/auth/callback", answer: |visit| Box::pin(openid::come_back(visit)) },
        VisitorRoute { pattern: "/auth/link", answer: |visit| Box::pin(openid::link(visit)) },
    ]
}
