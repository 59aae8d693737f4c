use super::{
    fault::{Fault, of_field},
    strength::Strength,
};
use crate::password::change::change_password;
use kernel::AppError;
use leptos::{ev::SubmitEvent, prelude::*};
use std::sync::Arc;
use ui::{Button, ButtonKind, StepUp, TextField, focus_first_error, focus_unless_typing, use_step_up, use_toasts};

/// Sets the password, also the first one.
pub fn password_form(open: RwSignal<bool>, name: String, email: String, on_changed: Callback<()>) -> AnyView {
    let form = Form {
        open,
        password: RwSignal::new(String::new()),
        failed: RwSignal::new(None),
        busy: RwSignal::new(false),
        step_up: use_step_up(),
        toasts: use_toasts(),
        on_changed,
    };
    Effect::new(|_| focus_unless_typing("new-password"));
    view! {
        <form class="form" on:submit=move |event| form.submit(&event)>
            <p class="muted">"Your other devices are signed out. This one stays."</p>
            <Fault failed=form.failed/>
            <input type="email" autocomplete="username" value=email.clone() hidden readonly/>
            <TextField
                label="New password"
                name="password"
                id="new-password"
                input_type="password"
                autocomplete="new-password"
                value=form.password
                autofocus=true
                help="At least 8 characters. Four words in a row are a good one."
                error=of_field(form.failed, "password")
            />
            <Strength password=form.password name email/>
            <Button kind=ButtonKind::Primary submit=true wide=true busy=form.busy>"Save the password"</Button>
        </form>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Form {
    open: RwSignal<bool>,
    password: RwSignal<String>,
    failed: RwSignal<Option<AppError>>,
    busy: RwSignal<bool>,
    step_up: StepUp,
    toasts: ui::Toasts,
    on_changed: Callback<()>,
}

impl Form {
    fn submit(self, event: &SubmitEvent) {
        event.prevent_default();
        self.failed.set(None);
        let password = self.password.get_untracked();
        let ask = Arc::new(move || Box::pin(change_password(password.clone())) as _);
        self.step_up.guard(self.busy, ask, move |answer| match answer {
            Ok(()) => {
                self.toasts.show("Your password is changed");
                self.password.set(String::new());
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
