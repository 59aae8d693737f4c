use super::{desk::Desk, member_acts::Acts};
use crate::{role::RoleKey, team::show::MemberView};
use leptos::prelude::*;
use ui::{Avatar, AvatarSize, Button, ButtonKind, Dialog, Notice, TextField, Toggle, late};

/// One member: who they are, their role, and what one can do about them.
#[component]
pub fn MemberSheet(desk: Desk) -> impl IntoView {
    let title =
        move || desk.member.with(|member| member.as_ref().map(|member| member.name.clone()).unwrap_or_default());
    let content = move || desk.member.get().map(|member| late(draw_member(desk, member)));
    view! {
        <Dialog id="member" title=Signal::derive(title) open=desk.member_open sheet=true>{content()}</Dialog>
    }
    .into_any()
}

#[lazy]
fn draw_member(desk: Desk, member: MemberView) -> AnyView {
    let acts = Acts { desk, member: member.clone() };
    let controls = match (member.changeable, member.me) {
        // The way out for oneself is at the end of the screen.
        (true, true) => role_form(acts),
        (true, false) => view! { {role_form(acts.clone())} {danger(acts)} }.into_any(),
        (false, true) => ().into_any(),
        (false, false) => {
            view! { <Notice>"Members are changed by those who manage the team and may do all that they may."</Notice> }
                .into_any()
        }
    };
    view! {
        <div class="stack loose">
            <div class="cluster">
                <Avatar name=member.name size=AvatarSize::Large/>
                <span class="team-who">
                    <small>{member.email}</small>
                    " "
                    <small>{member.role_name}</small>
                </span>
            </div>
            {controls}
        </div>
    }
    .into_any()
}

/// One of the roles that there are, each with what it is for.
fn role_form(acts: Acts) -> AnyView {
    let desk = acts.desk;
    let chosen = RwSignal::new(acts.member.role.as_str().to_owned());
    let roles = desk.roles.get_untracked().into_iter().filter(|role| role.givable || role.key == acts.member.role);
    let choices = roles.map(|role| {
        let key = StoredValue::new(role.key.as_str().to_owned());
        view! {
            <label class="team-choice">
                <input
                    type="radio"
                    name="member-role"
                    value=role.key.as_str().to_owned()
                    prop:checked=move || chosen.with(|chosen| *chosen == key.get_value())
                    on:change=move |_| chosen.set(key.get_value())
                />
                <span class="team-who">
                    <b dir="auto">{role.name}</b>
                    " "
                    <small>{role.about}</small>
                </span>
            </label>
        }
    });
    let choices = choices.collect_view();
    let save = move |()| {
        if let Ok(role) = RoleKey::try_from(chosen.get_untracked()) {
            acts.change_role(role);
        }
    };
    view! {
        <fieldset class="team-choices">
            <legend>"Role"</legend>
            {choices}
        </fieldset>
        <div data-write="">
            <Button kind=ButtonKind::Primary wide=true busy=desk.busy on_press=save>"Save role"</Button>
        </div>
    }
    .into_any()
}

/// What takes something away from the member, or hands something over.
fn danger(acts: Acts) -> AnyView {
    let desk = acts.desk;
    let (turning, removing, handing) = (acts.clone(), acts.clone(), acts.clone());
    let suspended = acts.member.suspended;
    let state = if suspended {
        view! { <Button busy=desk.busy on_press=move |()| turning.reinstate()>"Reinstate"</Button> }.into_any()
    } else {
        view! { <Button busy=desk.busy on_press=move |()| turning.suspend()>"Suspend"</Button> }.into_any()
    };
    let can_inherit = desk.owner.get_untracked() && !suspended && acts.member.role != RoleKey::OWNER;
    view! {
        <div class="stack" data-write="">
            {can_inherit.then(|| hand_over(handing))}
            <details class="team-more">
                <summary>"Suspend or remove"</summary>
                <div class="stack">
                    <p class="muted">"Who is suspended can not enter, and keeps their place."</p>
                    <div>{state}</div>
                    {remove(removing)}
                </div>
            </details>
        </div>
    }
    .into_any()
}

fn remove(acts: Acts) -> AnyView {
    let (typed, wrong) = (RwSignal::new(String::new()), RwSignal::new(None::<String>));
    let (name, busy) = (acts.member.name.clone(), acts.desk.busy);
    let label = format!("Type {name} to remove them");
    let press = move |()| {
        if typed.with_untracked(|typed| typed.trim() == name) {
            acts.remove();
        } else {
            wrong.set(Some(format!("Type {name} as it is written above.")));
        }
    };
    view! {
        <TextField label name="remove-name" value=typed error=wrong autocomplete="off"/>
        <div><Button kind=ButtonKind::Danger busy on_press=press>"Remove from workspace"</Button></div>
    }
    .into_any()
}

fn hand_over(acts: Acts) -> AnyView {
    let (step_down, busy) = (RwSignal::new(true), acts.desk.busy);
    let ask = move |()| acts.ask_to_own(step_down.get_untracked());
    view! {
        <details class="team-more">
            <summary>"Hand over ownership"</summary>
            <div class="stack">
                <p class="muted">"They are asked by mail, and become an owner by accepting within 7 days."</p>
                <Toggle
                    label="I step down"
                    help="You become an admin when they accept."
                    checked=step_down
                    on_change=Callback::new(move |on| step_down.set(on))
                />
                <div><Button busy on_press=ask>"Ask to become an owner"</Button></div>
            </div>
        </details>
    }
    .into_any()
}
