use crate::password::{Verdict, judge::judge_password};
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// Long enough to type the next sign in.
const PAUSE: Duration = Duration::from_millis(300);
const SCALE: [&str; 5] = ["Very weak", "Weak", "Not enough yet", "Good", "Strong"];

/// How good the password is, while it is typed. Says nothing where the server does not answer.
#[component]
pub fn Strength(password: RwSignal<String>, name: String, email: String) -> impl IntoView {
    let verdict = RwSignal::new(None::<Verdict>);
    let (asked, person) = (StoredValue::new(0_u32), StoredValue::new((email, name)));
    Effect::new(move |_| {
        let typed = password.get();
        asked.update_value(|asked| *asked += 1);
        let turn = asked.get_value();
        if typed.is_empty() {
            return verdict.set(None);
        }
        set_timeout(
            move || {
                // Typed on meanwhile, or the dialog is gone.
                if asked.try_get_value() != Some(turn) {
                    return;
                }
                let Some((email, name)) = person.try_get_value() else { return };
                spawn_local(async move {
                    let judged = judge_password(typed, email, name).await.ok();
                    if asked.try_get_value() == Some(turn) {
                        verdict.try_set(judged);
                    }
                });
            },
            PAUSE,
        );
    });
    let score = move || verdict.with(|verdict| verdict.as_ref().map(|verdict| verdict.score.to_string()));
    let words = move || {
        verdict.with(|verdict| {
            let verdict = verdict.as_ref()?;
            Some(format!("{}. {}", SCALE.get(usize::from(verdict.score))?, verdict.sentence))
        })
    };
    view! {
        <div class="strength" data-score=score hidden=move || verdict.with(Option::is_none)>
            <span class="strength-bar" aria-hidden="true"></span>
            <p class="strength-words" role="status">{words}</p>
        </div>
    }
    .into_any()
}
