use crate::workspace::{delete::DeleteWorkspace, settings::WorkspaceSettings};
use kernel::AppError;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Card, Dialog, Notice, TextField, focus_first_error, use_step_up, use_toasts};

/// The deletion of the workspace, for an owner.
#[component]
pub fn DangerZone(settings: WorkspaceSettings) -> impl IntoView {
    let open = RwSignal::new(false);
    let name = settings.name.clone();
    let control = if settings.deletable {
        view! {
            <div class="stack">
                <p>"Its public pages go off the net and its members can no longer open it, at once. For 30 days an owner can bring it back as it was. After that its data is removed for good, and its address is free."</p>
                <div><Button kind=ButtonKind::Danger on_press=move |()| open.set(true)>"Delete workspace"</Button></div>
            </div>
        }
        .into_any()
    } else {
        view! { <Notice>"Only an owner can delete this workspace."</Notice> }.into_any()
    };
    view! {
        <section class="setting">
            <div class="setting-about">
                <h2>"Delete this workspace"</h2>
                <p dir="auto">{settings.name}</p>
            </div>
            <Card>{control}</Card>
        </section>
        <Dialog id="delete-workspace" title="Delete workspace" open sheet=true>
            <DeleteForm name=name.clone() open/>
        </Dialog>
    }
    .into_any()
}

#[component]
fn DeleteForm(name: String, open: RwSignal<bool>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let refused = RwSignal::new(None::<String>);
    let delete = ServerAction::<DeleteWorkspace>::new();
    let (toasts, step_up) = (use_toasts(), use_step_up());
    let send = move || {
        refused.set(None);
        delete.dispatch(DeleteWorkspace { name: typed.get_untracked() });
    };
    Effect::new(move |_| match delete.value().get() {
        Some(Ok(())) => _ = window().location().assign("/workspaces"),
        Some(Err(AppError::StepUp)) => step_up.ask(send),
        Some(Err(error)) => match error.of_field("name") {
            Some(words) => {
                refused.set(Some(words.to_owned()));
                focus_first_error();
            }
            None => toasts.fail(error.to_string()),
        },
        None => {}
    });
    let wanted = StoredValue::new(name.clone());
    let press = move |()| {
        if wanted.with_value(|wanted| typed.with_untracked(|typed| typed.trim() == wanted)) {
            send();
        } else {
            refused.set(Some("Write the name as it stands above.".to_owned()));
            focus_first_error();
        }
    };
    view! {
        <div class="stack">
            <p>"To show that you mean it, write the name of the workspace:"</p>
            <p><b dir="auto">{name}</b></p>
            <TextField label="Name" name="delete-name" value=typed error=refused autocomplete="off" autofocus=true/>
            <div class="cluster">
                <Button kind=ButtonKind::Danger busy=delete.pending() on_press=press>"Delete workspace"</Button>
                <Button on_press=move |()| open.set(false)>"Keep it"</Button>
            </div>
        </div>
    }
    .into_any()
}
