use super::fault::{Fault, of_field};
use crate::{email::problem, email_change::request::request_email_change};
use kernel::AppError;
use leptos::{ev::SubmitEvent, prelude::*};
use std::sync::Arc;
use ui::{Button, ButtonKind, StepUp, TextField, focus_first_error, focus_unless_typing, use_step_up, use_toasts};

/// Asks for another address.
pub fn email_form(open: RwSignal<bool>, current: String, on_changed: Callback<()>) -> AnyView {
    let form = Form {
        open,
        email: RwSignal::new(String::new()),
        failed: RwSignal::new(None),
        busy: RwSignal::new(false),
        step_up: use_step_up(),
        toasts: use_toasts(),
        on_changed,
    };
    Effect::new(|_| focus_unless_typing("new-email"));
    view! {
        <form class="form" on:submit=move |event| form.submit(&event)>
            <p class="muted">
                "We mail a link to the new address. Until you open it, " <b>{current}</b> " stays your address; it is told of the change too."
            </p>
            <Fault failed=form.failed/>
            <TextField
                label="New email"
                name="email"
                id="new-email"
                input_type="email"
                autocomplete="email"
                value=form.email
                autofocus=true
                error=of_field(form.failed, "email")
            />
            <Button kind=ButtonKind::Primary submit=true wide=true busy=form.busy>"Send the link"</Button>
        </form>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Form {
    open: RwSignal<bool>,
    email: RwSignal<String>,
    failed: RwSignal<Option<AppError>>,
    busy: RwSignal<bool>,
    step_up: StepUp,
    toasts: ui::Toasts,
    on_changed: Callback<()>,
}

impl Form {
    fn submit(self, event: &SubmitEvent) {
        event.prevent_default();
        let email = self.email.get_untracked();
        self.failed.set(problem(&email).map(|words| AppError::invalid("email", words)));
        if self.failed.with_untracked(Option::is_some) {
            return focus_first_error();
        }
        let ask = Arc::new(move || Box::pin(request_email_change(email.clone())) as _);
        self.step_up.guard(self.busy, ask, move |answer| match answer {
            Ok(()) => {
                self.toasts.show("Look into the mailbox of the new address");
                self.email.set(String::new());
                self.open.set(false);
                self.on_changed.run(());
            }
            Err(error) => {
                self.failed.set(Some(error));
                focus_first_error();
            }
        });
    }
}
