use super::desk::Desk;
use crate::team::show::MemberView;
use leptos::prelude::*;
use ui::{Avatar, Badge, Card, Glyph, Icon, RelativeTime, Tone};

/// Everybody who is a member, the one who joined first before the others.
#[component]
pub fn Members(members: Vec<MemberView>, desk: Desk) -> impl IntoView {
    let title = match members.len() {
        1 => "1 member".to_owned(),
        number => format!("{number} members"),
    };
    let rows = members.into_iter().map(|member| view! { <li>{row(member, desk)}</li> }).collect_view();
    view! {
        <Card title flush=true>
            <ul class="team-list" aria-label="Members">{rows}</ul>
        </Card>
    }
    .into_any()
}

fn row(member: MemberView, desk: Desk) -> AnyView {
    let opened = member.clone();
    let name = member.name.clone();
    view! {
        <button type="button" class="team-row" class:off=member.suspended on:click=move |_| desk.open(opened.clone())>
            <Avatar name=name.clone()/>
            <span class="team-who">
                <b dir="auto">{name}</b>
                " "
                <small>{member.email}</small>
                " "
                <small>"Joined " <RelativeTime at=member.joined_at.millis()/></small>
            </span>
            " "
            <span class="team-marks">
                {member.me.then(|| view! { <Badge tone=Tone::Accent>"You"</Badge> })}
                {member.suspended.then(|| view! { <Badge tone=Tone::Warn>"Suspended"</Badge> })}
                {factor(member.second_factor)}
                <Badge><span dir="auto">{member.role_name}</span></Badge>
            </span>
            <Icon name=Glyph::ChevronRight small=true directional=true/>
        </button>
    }
    .into_any()
}

fn factor(on: Option<bool>) -> Option<AnyView> {
    on.map(|on| match on {
        true => view! { <Badge tone=Tone::Good>"Two-step on"</Badge> }.into_any(),
        false => view! { <Badge>"Two-step off"</Badge> }.into_any(),
    })
}
