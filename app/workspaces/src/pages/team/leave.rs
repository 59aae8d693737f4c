use super::{ask::Request, desk::Desk};
use leptos::prelude::*;
use ui::{Button, ButtonKind, Dialog, TextField};

/// The way out, for everybody.
#[component]
pub fn Leave(workspace: String, desk: Desk) -> impl IntoView {
    let (open, typed, wrong) = (RwSignal::new(false), RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let name = StoredValue::new(workspace.clone());
    let leave = move |()| {
        if typed.with_untracked(|typed| typed.trim() != name.get_value()) {
            wrong.set(Some(format!("Type {} to leave.", name.get_value())));
            return;
        }
        // The console loads anew, so that nothing of the workspace stays on the screen.
        desk.ask(Request::Leave, move |_| _ = window().location().assign("/home"));
    };
    let label = format!("Type {workspace}");
    view! {
        <div class="team-leave">
            <p class="muted">"You can leave this workspace. To come back you need a new invitation."</p>
            <div data-write=""><Button on_press=move |()| open.set(true)>"Leave workspace"</Button></div>
        </div>
        <Dialog id="leave-workspace" title="Leave this workspace" open sheet=true>
            <div class="stack">
                <p>"What you made here stays. You no longer see any of it."</p>
                <TextField label=label.clone() name="leave-name" value=typed error=wrong autocomplete="off"/>
                <Button kind=ButtonKind::Danger wide=true busy=desk.busy on_press=leave>"Leave workspace"</Button>
            </div>
        </Dialog>
    }
    .into_any()
}
