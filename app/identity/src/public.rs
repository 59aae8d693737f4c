//! The visitor screens: plain forms that work without scripts.

mod confirm;
mod entrance;
mod passkey_form;
mod register;
mod sign_in;
mod verify;

use kernel::page::VisitorRoute;

pub fn routes() -> Vec<VisitorRoute> {
    vec![
        VisitorRoute { pattern: "/sign-in", answer: |visit| Box::pin(sign_in::answer(visit)) },
        VisitorRoute { pattern: "/sign-in/verify", answer: |visit| Box::pin(verify::answer(visit)) },
        VisitorRoute { pattern: "/register", answer: |visit| Box::pin(register::answer(visit)) },
        VisitorRoute { pattern: "/register/confirm", answer: |visit| Box::pin(confirm::answer(visit)) },
    ]
}
