use crate::slug::{
    Slug, SlugProblem,
    check::{CheckSlug, SlugAnswer},
};
use kernel::AppError;
use leptos::{leptos_dom::helpers::debounce, prelude::*};
use std::time::Duration;
use ui::{Button, ButtonKind, TextField};

/// One stops typing for this long before anybody is asked.
const PAUSE: Duration = Duration::from_millis(300);

/// What is known of the address as it stands in the field.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    /// Empty, or the workspace's own.
    Settled,
    Malformed(SlugProblem),
    Checking,
    Free,
    Refused(SlugProblem, Option<String>),
    /// Nobody could be asked; the form's answer will tell.
    Unknown,
}

impl State {
    fn of(text: &str, own: &str, asked: &str, answer: Option<Result<SlugAnswer, AppError>>) -> Self {
        match (Slug::read(text), answer) {
            (Ok(slug), _) if slug.as_str() == own => Self::Settled,
            (Ok(_), Some(Ok(answer))) if answer.slug == text => match answer.problem {
                Some(problem) => Self::Refused(problem, answer.suggestion),
                None => Self::Free,
            },
            (Ok(_), Some(Err(_))) if asked == text => Self::Unknown,
            (Ok(_), _) => Self::Checking,
            (Err(_), _) if text.trim().is_empty() => Self::Settled,
            (Err(problem), _) => Self::Malformed(problem),
        }
    }

    const fn look(&self) -> (&'static str, &'static str) {
        match self {
            Self::Settled | Self::Malformed(_) => ("slug-state", ""),
            Self::Checking => ("slug-state checking", "Checking"),
            Self::Free => ("slug-state good", "Free"),
            Self::Refused(SlugProblem::Confusable, _) => ("slug-state bad", "Too similar"),
            Self::Refused(SlugProblem::Reserved, _) => ("slug-state bad", "Reserved"),
            Self::Refused(..) => ("slug-state bad", "Taken"),
            Self::Unknown => ("slug-state", "Not checked"),
        }
    }

    /// What is wrong. Someone who is still typing is not told that it is too short.
    fn error(&self, typing: bool) -> Option<String> {
        match self {
            Self::Malformed(SlugProblem::TooShort | SlugProblem::EdgeHyphen) if typing => None,
            Self::Malformed(problem) | Self::Refused(problem, _) => Some(problem.to_string()),
            _ => None,
        }
    }
}

/// The address of a workspace, checked as one types.
#[component]
pub fn AddressField(
    value: RwSignal<String>,
    /// What stands before it, `mewayz.com/@`.
    prefix: String,
    #[prop(into)] help: String,
    /// The address of the workspace that is renaming itself.
    #[prop(optional, into)]
    own: Signal<String>,
    /// Whether it has been left once: from then on it is judged at once.
    left: RwSignal<bool>,
    /// What the server said of it when the form was sent.
    #[prop(into)]
    refusal: Signal<Option<String>>,
) -> impl IntoView {
    let check = ServerAction::<CheckSlug>::new();
    let asked = RwSignal::new(String::new());
    let mut ask = debounce(PAUSE, move |slug: String| {
        asked.set(slug.clone());
        check.dispatch(CheckSlug { slug, renaming: own.with_untracked(|own| !own.is_empty()) });
    });
    Effect::new(move |_| {
        let text = value.get();
        if Slug::read(&text).is_ok_and(|slug| own.with(|own| slug.as_str() != own)) {
            ask(text);
        }
    });
    let state = Memo::new(move |_| {
        let (text, asked, answer) = (value.get(), asked.get(), check.value().get());
        own.with(|own| State::of(&text, own, &asked, answer))
    });
    let error = Signal::derive(move || refusal.get().or_else(|| state.get().error(!left.get())));
    let near = Memo::new(move |_| match state.get() {
        State::Refused(_, near) => near,
        _ => None,
    });
    let offer = move || {
        let near = near.get()?;
        let words = format!("Use {near}");
        let take = move |()| value.set(near.clone());
        Some(view! { <div><Button kind=ButtonKind::Quiet on_press=take>{words}</Button></div> })
    };
    view! {
        <div class="stack tight">
            <TextField
                label="Address"
                name="slug"
                value=value
                prefix=prefix
                help=help
                error=error
                autocomplete="off"
                inputmode="url"
                suffix=move || {
                    view! {
                        <span class=move || state.get().look().0 role="status">
                            {move || state.get().look().1}
                        </span>
                    }
                }
                on_leave=move |()| left.set(true)
            />
            {offer}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(slug: &str, problem: Option<SlugProblem>) -> Option<Result<SlugAnswer, AppError>> {
        Some(Ok(SlugAnswer { slug: slug.to_owned(), problem, suggestion: None }))
    }

    #[test]
    fn an_answer_counts_for_the_text_that_it_was_given_for() {
        assert_eq!(State::of("acme", "", "acme", answer("acme", None)), State::Free);
        assert_eq!(State::of("acme2", "", "acme", answer("acme", None)), State::Checking);
        let taken = State::Refused(SlugProblem::Taken, None);
        assert_eq!(State::of("acme", "", "acme", answer("acme", Some(SlugProblem::Taken))), taken);
        assert_eq!(State::of("acme", "", "acme", Some(Err(AppError::Unavailable))), State::Unknown);
        assert_eq!(State::of("acme-b", "", "acme", Some(Err(AppError::Unavailable))), State::Checking);
    }

    #[test]
    fn its_own_address_is_never_a_problem() {
        assert_eq!(State::of("demo", "demo", "", None), State::Settled);
        assert_eq!(State::of("Demo ", "demo", "", None), State::Settled);
    }

    #[test]
    fn somebody_who_is_still_typing_is_not_interrupted() {
        let short = State::of("ac", "", "", None);
        assert_eq!((short.error(true), short.error(false).is_some()), (None, true));
        assert!(State::of("ac me", "", "", None).error(true).is_some());
    }
}
