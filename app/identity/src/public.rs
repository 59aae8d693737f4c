//! The visitor screens: plain forms that work without scripts.

mod confirm;
mod entrance;
mod register;
mod sign_in;

use kernel::page::VisitorRoute;

/// The way in, and from there on to the page, if that is one of this site.
pub fn sign_in_for(return_to: &str) -> String {
    entrance::keeping("/sign-in", kernel::return_path::onward(return_to).unwrap_or_default())
}

pub fn routes() -> Vec<VisitorRoute> {
    vec![
        VisitorRoute { pattern: "/sign-in", answer: |visit| Box::pin(sign_in::answer(visit)) },
        VisitorRoute { pattern: "/register", answer: |visit| Box::pin(register::answer(visit)) },
        VisitorRoute { pattern: "/register/confirm", answer: |visit| Box::pin(confirm::answer(visit)) },
    ]
}
