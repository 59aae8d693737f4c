//! The visitor screens: plain forms that work without scripts.

mod invitation;

use kernel::page::VisitorRoute;

pub fn routes() -> Vec<VisitorRoute> {
    vec![
        VisitorRoute { pattern: "/invitations/declined", answer: |visit| Box::pin(invitation::declined(visit)) },
        VisitorRoute { pattern: "/invitations/{token}", answer: |visit| Box::pin(invitation::answer(visit)) },
    ]
}
