use super::fault::{Fault, of_field};
use crate::deletion::{GRACE_DAYS, Orphan, plan::plan_deletion, request::request_deletion};
use kernel::{AppError, Asked, WorkspaceId};
use leptos::prelude::*;
use std::sync::Arc;
use ui::{Bone, Button, ButtonKind, Faces, Notice, Skeleton, StepUp, Toggle, Tone, use_step_up};

/// Asks what becomes of what nobody else owns, and for the end of the account.
pub fn deletion_form() -> AnyView {
    let step_up = use_step_up();
    let plan = Asked::new(plan_deletion);
    let form =
        Form { chosen: RwSignal::new(Vec::new()), failed: RwSignal::new(None), busy: RwSignal::new(false), step_up };
    view! {
        <div class="stack">
            <p>
                "Every device is signed out now. After " {GRACE_DAYS}
                " days your account is gone for good; until then, signing in keeps it."
            </p>
            <Faces from=plan skeleton=|| view! { <Skeleton bones=[Bone::Row]/> } let:orphans>
                <Orphans orphans form/>
            </Faces>
            <Fault failed=form.failed/>
            <Refusal words=of_field(form.failed, "workspaces")/>
            <Button kind=ButtonKind::Danger wide=true busy=form.busy on_press=move |()| form.submit()>
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
    failed: RwSignal<Option<AppError>>,
    busy: RwSignal<bool>,
    step_up: StepUp,
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
        self.failed.set(None);
        let chosen = self.chosen.get_untracked();
        let ask = Arc::new(move || Box::pin(request_deletion(chosen.clone())) as _);
        self.step_up.guard(self.busy, ask, move |answer| match answer {
            // The whole page is left, so that nothing private stays in it.
            Ok(_) => _ = window().location().assign("/sign-in?done=deletion"),
            Err(error) => self.failed.set(Some(error)),
        });
    }
}
