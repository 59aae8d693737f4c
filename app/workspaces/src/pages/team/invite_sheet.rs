use super::{desk::Desk, invite_form::InviteForm};
use leptos::{ev::SubmitEvent, prelude::*};
use ui::{Button, ButtonKind, Dialog, Notice, Select, TextArea, Tone, late};

/// Asks for addresses, a role and a few words.
#[component]
pub fn InviteSheet(desk: Desk) -> impl IntoView {
    let form = InviteForm::new(desk);
    let content = move || late(draw_invite(desk, form));
    view! { <Dialog id="invite" title="Invite people" open=desk.invite_open sheet=true>{content()}</Dialog> }.into_any()
}

#[lazy]
fn draw_invite(desk: Desk, form: InviteForm) -> AnyView {
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.submit();
    };
    let options = desk.givable().into_iter().map(|role| (role.key.as_str().to_owned(), role.name)).collect::<Vec<_>>();
    if let Some((first, _)) =
        options.first().filter(|_| form.role.with_untracked(|role| options.iter().all(|(key, _)| key != role)))
    {
        form.role.set(first.clone());
    }
    view! {
        <form class="form" data-keep="invite" on:submit=submit novalidate>
            {move || form.failure.get().map(|why| view! { <Notice tone=Tone::Bad>{why}</Notice> })}
            {move || unsent(form)}
            <TextArea
                label="Email addresses"
                name="list"
                id="invite-list"
                value=form.list
                error=form.list_error
                help="One, or up to 200: a pasted list, or a table saved as CSV. Names around the addresses are fine."
                placeholder="ada@example.com"
            />
            <p class="hint" role="status">{move || form.count()}</p>
            <Select label="Role" name="role" id="invite-role" value=form.role options error=form.role_error/>
            <TextArea
                label="Message (optional)"
                name="message"
                id="invite-message"
                value=form.message
                error=form.message_error
                max_length=crate::invitation::LONGEST_MESSAGE as u32
                counted=true
            />
            <Button kind=ButtonKind::Primary submit=true wide=true busy=desk.busy>{move || form.verb()}</Button>
        </form>
    }
    .into_any()
}

/// The rows that could not be sent, with the reason of each. They are still in the field.
fn unsent(form: InviteForm) -> Option<AnyView> {
    let rows = form.unsent.get();
    (!rows.is_empty()).then(|| {
        let lines = rows.into_iter().map(|row| view! { <li><b>{row.typed}</b> " " {row.words}</li> }).collect_view();
        view! {
            <Notice tone=Tone::Warn>
                <p>"These were not sent. The others were."</p>
                <ul class="team-unsent">{lines}</ul>
            </Notice>
        }
        .into_any()
    })
}
