use crate::{
    deletion::{GRACE_DAYS, Orphan, plan::plan_deletion, request::request_deletion},
    pages::sending::Sending,
};
use kernel::{Asked, WorkspaceId};
use leptos::prelude::*;
use ui::{Bone, Button, ButtonKind, Faces, Notice, Skeleton, Toggle, Tone};

/// Asks what becomes of what nobody else owns, and for the end of the account.
pub fn deletion_form() -> AnyView {
    let plan = Asked::new(plan_deletion);
    let form = Form { chosen: RwSignal::new(Vec::new()), sending: Sending::new() };
    view! {
        <div class="stack">
            <p>
                "Every device is signed out now. After " {GRACE_DAYS}
                " days your account is gone for good; until then, signing in keeps it."
            </p>
            <Faces from=plan skeleton=|| view! { <Skeleton bones=[Bone::Row]/> } let:orphans>
                <Orphans orphans form/>
            </Faces>
            {form.sending.fault("/account")}
            <Refusal words=form.sending.of_field("workspaces")/>
            <Button kind=ButtonKind::Danger wide=true busy=form.sending.busy on_press=move |()| form.submit()>
                "Delete my account"
            </Button>
        </div>
    }
    .into_any()
}

#[component]
fn Refusal(words: Signal<Option<String>>) -> impl IntoView {
    move || words.get().map(|words| view! { <Notice tone=Tone::Bad>{words}</Notice> })
}

/// What nobody else owns: to be deleted too, each by its own switch, or to be handed over first.
#[component]
fn Orphans(orphans: Vec<Orphan>, form: Form) -> impl IntoView {
    if orphans.is_empty() {
        return ().into_any();
    }
    let rows = orphans
        .into_iter()
        .map(|Orphan { id, name, slug }| {
            let of_chosen = id.clone();
            let checked = Signal::derive(move || form.chosen.with(|chosen| chosen.contains(&of_chosen)));
            let label = format!("Delete {name} too");
            view! { <Toggle label help=format!("@{slug}, with all that is in it") checked on_change=move |on| form.choose(&id, on)/> }
        })
        .collect_view();
    view! {
        <div class="stack tight">
            <p>"You are the only owner here. Say that it goes too, or hand it over in Team first:"</p>
            {rows}
        </div>
    }
    .into_any()
}

#[derive(Clone, Copy)]
struct Form {
    chosen: RwSignal<Vec<WorkspaceId>>,
    sending: Sending,
}

impl Form {
    fn choose(self, id: &WorkspaceId, on: bool) {
        self.chosen.update(|chosen| {
            chosen.retain(|other| other != id);
            if on {
                chosen.push(id.clone());
            }
        });
    }

    fn submit(self) {
        let chosen = self.chosen.get_untracked();
        // The whole page is left, so that nothing private stays in it.
        self.sending.send(
            move || request_deletion(chosen.clone()),
            |_| _ = window().location().assign("/sign-in?done=deletion"),
        );
    }
}
