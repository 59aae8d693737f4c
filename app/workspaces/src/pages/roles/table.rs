//! The matrix where there is room: permissions down, roles across.

use super::{
    accordion::{choices_of, role_menu, words_of},
    desk::Desk,
};
use crate::role::{
    catalogue::{Offer, by_system, reach, system_name},
    list::RoleView,
};
use kernel::Reach;
use leptos::prelude::*;

#[component]
pub fn RoleTable(desk: Desk) -> impl IntoView {
    let roles = desk.roles.get_untracked();
    let width = roles.len() + 1;
    let heads = roles.iter().map(|role| head(role, desk)).collect_view();
    let bodies = by_system(&desk.offers.get_untracked()).into_iter().map(|(system, offers)| {
        let rows = offers.into_iter().map(|offer| row(offer, &roles, desk)).collect_view();
        view! {
            <tbody>
                <tr class="roles-group"><th colspan=width.to_string() scope="colgroup">{system_name(&system)}</th></tr>
                {rows}
            </tbody>
        }
    });
    let bodies = bodies.collect_view();
    view! {
        <div class="roles-wide" tabindex="0" role="region" aria-label="Permissions of each role">
            <table class="roles-table">
                <caption class="visually-hidden">"Permissions down, roles across"</caption>
                <thead>
                    <tr>
                        <th scope="col"><span class="visually-hidden">"Permission"</span></th>
                        {heads}
                    </tr>
                </thead>
                {bodies}
            </table>
        </div>
    }
    .into_any()
}

fn head(role: &RoleView, desk: Desk) -> AnyView {
    let members = if role.members == 1 { "1 member".to_owned() } else { format!("{} members", role.members) };
    view! {
        <th scope="col">
            <span class="roles-head">
                <span class="team-who"><b dir="auto">{role.name.clone()}</b> " " <small>{members}</small></span>
                {role.editable.then(|| role_menu("wide", role, desk))}
            </span>
        </th>
    }
    .into_any()
}

fn row(offer: Offer, roles: &[RoleView], desk: Desk) -> AnyView {
    let cells = roles.iter().map(|role| cell(role, &offer, desk)).collect_view();
    view! {
        <tr>
            <th scope="row">
                <span class="team-who">
                    <span>{offer.label}</span>
                    " "
                    {offer.caution.map(|words| view! { <small>{words}</small> })}
                </span>
            </th>
            {cells}
        </tr>
    }
    .into_any()
}

fn cell(role: &RoleView, offer: &Offer, desk: Desk) -> AnyView {
    if !role.editable {
        let reach = reach(&role.grants, &offer.permission);
        let class = if reach.is_some() { "roles-fixed on" } else { "roles-fixed" };
        return view! { <td><span class=class>{words_of(reach)}</span></td> }.into_any();
    }
    let (key, permission) = (role.key.clone(), offer.permission.clone());
    let (of_change, changed) = (key.clone(), permission.clone());
    let options = choices_of(offer).into_iter().map(|choice| {
        let (key, permission) = (key.clone(), permission.clone());
        let words = words_of(choice);
        view! { <option value=words prop:selected=move || desk.reach(&key, &permission) == choice>{words}</option> }
    });
    let options = options.collect_view();
    let change = move |event| {
        let reach = match event_target_value(&event).as_str() {
            "All" => Some(Reach::All),
            "Own" => Some(Reach::Own),
            _ => None,
        };
        desk.set(&of_change, &changed, reach);
    };
    view! {
        <td>
            <select class="roles-cell" aria-label=format!("{}: {}", role.name, offer.label) data-write="" on:change=change>
                {options}
            </select>
        </td>
    }
    .into_any()
}
