//! The matrix on a phone: one role at a time, its permissions folded by system.

use super::desk::{Desk, Naming};
use crate::role::{
    RoleKey,
    catalogue::{Offer, blind_spots, by_system, system_name},
    list::RoleView,
};
use kernel::Reach;
use leptos::prelude::*;
use ui::{Glyph, Menu, MenuItem, Notice, Select, Tone};

#[component]
pub fn Accordion(desk: Desk) -> impl IntoView {
    let options = desk.roles.get_untracked().into_iter().map(|role| (role.key.as_str().to_owned(), role.name));
    let options: Vec<(String, String)> = options.collect();
    let chosen = move || {
        let shown = desk.shown.get();
        desk.roles.get().into_iter().find(|role| role.key.as_str() == shown).map(|role| one(role, desk))
    };
    view! {
        <div class="roles-phone">
            <Select label="Role" name="shown-role" value=desk.shown options/>
            {chosen}
        </div>
    }
    .into_any()
}

fn one(role: RoleView, desk: Desk) -> AnyView {
    let systems = by_system(&desk.offers.get_untracked());
    let key = role.key.clone();
    let folds = systems.into_iter().map(|(system, offers)| fold(&role, &system, offers, desk)).collect_view();
    let spots = move || {
        let words = blind_spots(&desk.offers.get(), &desk.grants(&key));
        words.into_iter().map(|words| view! { <Notice tone=Tone::Warn>{words}</Notice> }).collect_view()
    };
    view! {
        <div class="stack">
            <div class="cluster spread">
                <p class="muted">{held_by(role.members)}</p>
                {role.editable.then(|| role_menu("phone", &role, desk))}
            </div>
            {(!role.editable).then(|| view! { <p class="muted">{why_fixed(&role)}</p> })}
            {folds}
            {spots}
        </div>
    }
    .into_any()
}

pub fn held_by(members: usize) -> String {
    match members {
        0 => "Nobody has this role.".to_owned(),
        1 => "1 member has this role.".to_owned(),
        number => format!("{number} members have this role."),
    }
}

fn why_fixed(role: &RoleView) -> &'static str {
    match role.key {
        RoleKey::BuiltIn(_) => "This role is the same in every workspace.",
        RoleKey::Custom(_) => "You can look at this role. It is changed by people who have all of it themselves.",
    }
}

/// What one can do with a role besides what it lets people do.
pub fn role_menu(place: &str, role: &RoleView, desk: Desk) -> AnyView {
    let (rename, copy, remove) = (role.clone(), role.clone(), role.clone());
    let items = vec![
        MenuItem::press("Rename", Glyph::Edit, move || desk.naming.set(Some(Naming::Rename(rename.clone())))),
        MenuItem::press("Duplicate", Glyph::Copy, move || desk.duplicate(&copy)),
        MenuItem::press("Delete", Glyph::Trash, move || desk.removing.set(Some(remove.clone()))).danger().parted(),
    ];
    let (id, label) = (format!("role-{place}-{}", role.key.as_str()), format!("More for {}", role.name));
    view! { <div data-write=""><Menu id label items/></div> }.into_any()
}

fn fold(role: &RoleView, system: &str, offers: Vec<Offer>, desk: Desk) -> AnyView {
    let (key, all) = (role.key.clone(), offers.len());
    let names: Vec<String> = offers.iter().map(|offer| offer.permission.clone()).collect();
    let given = move || names.iter().filter(|name| desk.reach(&key, name).is_some()).count();
    let rows = offers.into_iter().map(|offer| view! { <li>{row(role, offer, desk)}</li> }).collect_view();
    view! {
        <details class="roles-system">
            <summary>
                <span>{system_name(system)}</span>
                " "
                <small>{move || format!("{} of {all}", given())}</small>
            </summary>
            <ul class="roles-permissions">{rows}</ul>
        </details>
    }
    .into_any()
}

fn row(role: &RoleView, offer: Offer, desk: Desk) -> AnyView {
    let caution = offer.caution.clone().map(|words| view! { <small>{words}</small> });
    let label = offer.label.clone();
    let choice =
        if role.editable { segments(role.key.clone(), offer, desk) } else { fixed(role.key.clone(), &offer, desk) };
    view! {
        <div class="roles-permission">
            <span class="team-who"><span>{label}</span> " " {caution}</span>
            {choice}
        </div>
    }
    .into_any()
}

fn fixed(key: RoleKey, offer: &Offer, desk: Desk) -> AnyView {
    let permission = offer.permission.clone();
    view! { <span class="roles-fixed">{move || words_of(desk.reach(&key, &permission))}</span> }.into_any()
}

/// None, Own where records have somebody who made them, All: as far as one has it oneself.
fn segments(key: RoleKey, offer: Offer, desk: Desk) -> AnyView {
    let choices = choices_of(&offer).into_iter().map(|choice| {
        let (key, of_change) = (key.clone(), key.clone());
        let (permission, changed) = (offer.permission.clone(), offer.permission.clone());
        view! {
            <label class="segment">
                <input
                    type="radio"
                    name=format!("{}-{permission}", key.as_str())
                    prop:checked=move || desk.reach(&key, &permission) == choice
                    on:change=move |_| desk.set(&of_change, &changed, choice)
                />
                <span>{words_of(choice)}</span>
            </label>
        }
    });
    let choices = choices.collect_view();
    view! {
        <fieldset class="segments" data-write="">
            <legend class="visually-hidden">{offer.label}</legend>
            {choices}
        </fieldset>
    }
    .into_any()
}

pub fn choices_of(offer: &Offer) -> Vec<Option<Reach>> {
    let own = (offer.ownable && offer.givable.is_some()).then_some(Some(Reach::Own));
    let all = (offer.givable == Some(Reach::All)).then_some(Some(Reach::All));
    [Some(None), own, all].into_iter().flatten().collect()
}

pub const fn words_of(reach: Option<Reach>) -> &'static str {
    match reach {
        None => "None",
        Some(Reach::Own) => "Own",
        Some(Reach::All) => "All",
    }
}
