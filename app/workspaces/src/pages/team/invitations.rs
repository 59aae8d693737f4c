use super::{
    ask::{Answer, Request},
    desk::Desk,
};
use crate::team::show::InvitationView;
use leptos::prelude::*;
use ui::{Badge, Button, Card, EmptyState, Glyph, Menu, MenuItem, RelativeTime, Tone};

/// Who was asked and has not answered.
#[component]
pub fn Invitations(invitations: Vec<InvitationView>, desk: Desk) -> impl IntoView {
    let list = if invitations.is_empty() {
        let action = move || view! { <Button on_press=move |()| desk.invite()>"Invite people"</Button> }.into_any();
        view! {
            <EmptyState
                icon=Glyph::Mail
                title="Nobody is waiting for an answer"
                text="Invited people are here until they accept: by mail, or with a link that you hand over."
                action
            />
        }
        .into_any()
    } else {
        let rows = invitations.into_iter().map(|invitation| view! { <li>{row(invitation, desk)}</li> });
        view! { <ul class="team-list" aria-label="Invitations">{rows.collect_view()}</ul> }.into_any()
    };
    view! { <Card title="Invitations" flush=true>{list}</Card> }.into_any()
}

fn row(invitation: InvitationView, desk: Desk) -> AnyView {
    let items = items(&invitation, desk);
    let InvitationView { id, email, role_name, sent_at, expired, .. } = invitation;
    let label = format!("More for {email}");
    view! {
        <div class="team-row" class:off=expired>
            <span class="team-who">
                <b>{email}</b>
                " "
                <small>"Sent " <RelativeTime at=sent_at.millis()/></small>
            </span>
            <span class="team-marks">
                {expired.then(|| view! { <Badge tone=Tone::Warn>"Expired"</Badge> })}
                <Badge><span dir="auto">{role_name}</span></Badge>
            </span>
            <div data-write=""><Menu id=format!("more-{id}") label items/></div>
        </div>
    }
    .into_any()
}

fn items(invitation: &InvitationView, desk: Desk) -> Vec<MenuItem> {
    let (again, linked, off) = (invitation.id.clone(), invitation.id.clone(), invitation.id.clone());
    let (email, change) = (invitation.email.clone(), invitation.clone());
    let resent = format!("The invitation to {email} was sent again. The former link no longer works.");
    let cancelled = format!("The invitation to {email} was cancelled.");
    let resend = move || {
        let words = resent.clone();
        desk.ask(Request::Resend(again.clone()), move |_| desk.toasts.show(words.clone()));
    };
    let make_link = move || {
        desk.ask(Request::Link(linked.clone()), move |answer| {
            if let Answer::Link(made) = answer {
                desk.link.set(made);
            }
        });
    };
    let cancel = move || {
        let words = cancelled.clone();
        desk.ask(Request::Cancel(off.clone()), move |_| desk.toasts.show(words.clone()));
    };
    vec![
        MenuItem::press("Send again", Glyph::Mail, resend),
        MenuItem::press("Make a link", Glyph::Link, make_link),
        MenuItem::press("Change role", Glyph::User, move || desk.invited.set(Some(change.clone()))),
        MenuItem::press("Cancel invitation", Glyph::Close, cancel).danger().parted(),
    ]
}
