//! The visitor screens: plain forms that work without scripts.

mod confirm;
mod email_change;
mod entrance;
mod export;
mod forgot;
mod leaving;
mod openid;
mod passkey_form;
mod register;
mod reset;
mod sign_in;
mod step_up;
mod verify;

use kernel::page::VisitorRoute;

/// The way in, and from there on to the page, if that is one of this site.
pub fn sign_in_for(return_to: &str) -> String {
    entrance::keeping("/sign-in", kernel::return_path::onward(return_to).unwrap_or_default())
}

pub fn routes() -> Vec<VisitorRoute> {
    vec![
        VisitorRoute { pattern: "/sign-in", answer: |visit| Box::pin(sign_in::answer(visit)) },
        VisitorRoute { pattern: "/sign-in/verify", answer: |visit| Box::pin(verify::answer(visit)) },
        VisitorRoute { pattern: "/register", answer: |visit| Box::pin(register::answer(visit)) },
        VisitorRoute { pattern: "/register/confirm", answer: |visit| Box::pin(confirm::answer(visit)) },
        VisitorRoute { pattern: "/forgot", answer: |visit| Box::pin(forgot::answer(visit)) },
        VisitorRoute { pattern: "/reset/{token}", answer: |visit| Box::pin(reset::answer(visit)) },
        VisitorRoute { pattern: "/email/confirm/{token}", answer: |visit| Box::pin(email_change::confirm(visit)) },
        VisitorRoute { pattern: "/email/cancel/{token}", answer: |visit| Box::pin(email_change::cancel(visit)) },
        VisitorRoute { pattern: "/account/export/{token}", answer: |visit| Box::pin(export::answer(visit)) },
        VisitorRoute { pattern: "/leaving", answer: |visit| Box::pin(leaving::answer(visit)) },
        VisitorRoute { pattern: "/auth/continue", answer: |visit| Box::pin(openid::go(visit)) },
        VisitorRoute { pattern: "/auth/callback", answer: |visit| Box::pin(openid::come_back(visit)) },
        VisitorRoute { pattern: "/auth/link", answer: |visit| Box::pin(openid::link(visit)) },
    ]
}
