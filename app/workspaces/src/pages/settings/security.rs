use crate::workspace::{
    protection::{Protection, show_protection},
    require_second_factor::RequireSecondFactor,
};
use kernel::{AppError, Asked};
use leptos::prelude::*;
use ui::{Bone, Card, Faces, Notice, Skeleton, Toggle, Tone, use_step_up, use_toasts};

/// Whether members need a second factor, and how many would have to set one up.
#[component]
pub fn SecuritySettings() -> impl IntoView {
    let protection = Asked::new(show_protection);
    view! {
        <Faces
            from=protection
            skeleton=|| view! { <Skeleton bones=[Bone::Row, Bone::ShortLine]/> }
            children=|protection| view! { <TwoSteps protection/> }
        />
    }
    .into_any()
}

#[component]
fn TwoSteps(protection: Protection) -> impl IntoView {
    let required = RwSignal::new(protection.required);
    let refused = RwSignal::new(None::<String>);
    let change = ServerAction::<RequireSecondFactor>::new();
    let (toasts, step_up) = (use_toasts(), use_step_up());
    // The action forgets its input once it is done.
    let asked = StoredValue::new(protection.required);
    let send = move |wanted: bool| {
        refused.set(None);
        asked.set_value(wanted);
        change.dispatch(RequireSecondFactor { required: wanted });
    };
    Effect::new(move |_| {
        let wanted = asked.get_value();
        match change.value().get() {
            Some(Ok(saved)) => {
                required.set(saved.needs_second_factor);
                toasts.show("Security settings saved");
            }
            Some(Err(AppError::StepUp)) => {
                required.set(!wanted);
                step_up.ask(move || send(wanted));
            }
            Some(Err(error)) => {
                required.set(!wanted);
                refused.set(Some(error.to_string()));
            }
            None => {}
        }
    });
    let toggle = move |wanted: bool| {
        required.set(wanted);
        send(wanted);
    };
    let manageable = protection.manageable;
    let state = state(&protection);
    let control = move || {
        match manageable {
        true => view! {
            <Toggle
                label="Require two-step sign-in"
                name="required"
                help="Members without it can set it up and nothing else, until they have."
                checked=required
                on_change=toggle
            />
        }
        .into_any(),
        false => view! {
            <p>{move || if required.get() { "Members sign in with two steps." } else { "Members may sign in with one step." }}</p>
        }
        .into_any(),
    }
    };
    view! {
        <section class="setting">
            <div class="setting-about">
                <h2>"Two-step sign-in"</h2>
                <p>"A password alone can be guessed or stolen. With a second step that is not enough to get in."</p>
            </div>
            <Card>
                <div class="stack">
                    {control()}
                    {state}
                    {move || refused.get().map(fault)}
                </div>
            </Card>
        </section>
    }
    .into_any()
}

fn fault(words: String) -> AnyView {
    view! {
        <Notice tone=Tone::Warn>
            <p>{words} " " <a href="/account/security">"Open account security"</a></p>
        </Notice>
    }
    .into_any()
}

fn state(protection: &Protection) -> Option<AnyView> {
    let words = match (protection.without?, protection.members) {
        (0, _) => "All members sign in with two steps.".to_owned(),
        (1, 1) => "You have not set it up yet.".to_owned(),
        (1, members) => format!("1 of {members} members has not set it up yet."),
        (without, members) => format!("{without} of {members} members have not set it up yet."),
    };
    Some(view! { <p class="hint">{words}</p> }.into_any())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn protection(without: Option<usize>, members: usize) -> Protection {
        Protection { required: false, manageable: true, signed_in_with_two: false, members, without }
    }

    #[test]
    fn who_may_not_change_it_is_not_told_who_lacks_it() {
        assert!(state(&protection(None, 3)).is_none());
        assert!(state(&protection(Some(0), 3)).is_some());
    }
}
