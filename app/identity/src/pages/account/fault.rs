use kernel::AppError;
use leptos::prelude::*;
use ui::{Notice, Tone};

/// What went wrong with a form as a whole; what is wrong with one of its fields stands beside that.
#[component]
pub fn Fault(failed: RwSignal<Option<AppError>>) -> impl IntoView {
    move || {
        let error = failed.get().filter(|error| match error {
            AppError::Invalid(fields) => fields.iter().any(|field| field.field.is_empty()),
            _ => true,
        })?;
        let way_back =
            (error == AppError::SignIn).then(|| view! { " " <a href="/sign-in?return_to=/account">"Sign in"</a> });
        Some(view! { <Notice tone=Tone::Bad><p>{error.to_string()} {way_back}</p></Notice> })
    }
}

/// What is wrong with one field.
pub fn of_field(failed: RwSignal<Option<AppError>>, field: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || failed.with(|error| error.as_ref()?.of_field(field).map(str::to_owned)))
}
