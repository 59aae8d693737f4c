use kernel::AppError;
use leptos::prelude::*;

use crate::{badge::Tone, notice::Notice};

/// What went wrong with a form as a whole; what is wrong with a field stands beside the field.
#[component]
pub fn FormFault(
    /// What went wrong last.
    #[prop(into)]
    error: Signal<Option<AppError>>,
    /// The page to come back to after signing in.
    page: &'static str,
) -> impl IntoView {
    move || {
        error.get().filter(concerns_the_whole).map(|error| {
            let way_back = (error == AppError::SignIn)
                .then(|| view! { " " <a href=format!("/sign-in?return_to={page}")>"Sign in"</a> });
            view! { <Notice tone=Tone::Bad><p>{error.to_string()} {way_back}</p></Notice> }
        })
    }
}

fn concerns_the_whole(error: &AppError) -> bool {
    match error {
        AppError::Invalid(fields) => fields.iter().any(|field| field.field.is_empty()),
        _ => true,
    }
}

/// What is wrong with one field.
pub fn fault_of_field(error: RwSignal<Option<AppError>>, field: &'static str) -> Signal<Option<String>> {
    Signal::derive(move || error.with(|error| error.as_ref()?.of_field(field).map(str::to_owned)))
}
