use super::{ask::Request, desk::Desk};
use crate::role::RoleKey;
use leptos::prelude::*;
use ui::{Button, ButtonKind, CopyButton, Dialog, Select};

/// The one time that a link is shown.
#[component]
pub fn LinkSheet(desk: Desk) -> impl IntoView {
    let (open, link) = (RwSignal::new(false), desk.link);
    Effect::new(move |_| open.set(link.with(|link| !link.is_empty())));
    view! {
        <Dialog id="invitation-link" title="Link to the invitation" open sheet=true>
            <div class="stack">
                <p>"Hand it to the invited person only. It is shown this once, and former links no longer work."</p>
                <div class="public-address">
                    <span dir="ltr">{move || link.get()}</span>
                    <CopyButton text=link label="Copy link"/>
                </div>
            </div>
        </Dialog>
    }
    .into_any()
}

/// Another role for somebody who has not answered yet.
#[component]
pub fn InvitedRoleSheet(desk: Desk) -> impl IntoView {
    let (open, role) = (RwSignal::new(false), RwSignal::new(String::new()));
    Effect::new(move |_| {
        if let Some(invitation) = desk.invited.get() {
            role.set(invitation.role.as_str().to_owned());
            open.set(true);
        }
    });
    let save = move |()| {
        let asked = desk.invited.get_untracked().zip(RoleKey::try_from(role.get_untracked()).ok());
        if let Some((invitation, role)) = asked {
            desk.ask(Request::ChangeInvitedRole(invitation.id, role), move |_| {
                open.set(false);
                desk.toasts.show("The invitation’s role is changed.");
            });
        }
    };
    let options =
        move || desk.givable().into_iter().map(|role| (role.key.as_str().to_owned(), role.name)).collect::<Vec<_>>();
    view! {
        <Dialog id="invitation-role" title="Change role" open sheet=true>
            <div class="stack">
                {move || view! { <Select label="Role" name="invited-role" value=role options=options()/> }}
                <Button kind=ButtonKind::Primary wide=true busy=desk.busy on_press=save>"Save role"</Button>
            </div>
        </Dialog>
    }
    .into_any()
}
