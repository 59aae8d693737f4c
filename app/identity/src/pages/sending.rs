//! What is sent to the server by somebody who may have to show once more who they are: the state
//! that all such forms of the account have.

use kernel::{AppError, AppResult};
use leptos::prelude::*;
use std::{pin::Pin, sync::Arc};
use ui::{FormFault, StepUp, fault_of_field, focus_first_error, use_step_up};

/// Copy it into callbacks.
#[derive(Clone, Copy)]
pub struct Sending {
    pub failed: RwSignal<Option<AppError>>,
    pub busy: RwSignal<bool>,
    step_up: StepUp,
}

impl Sending {
    pub fn new() -> Self {
        Self { failed: RwSignal::new(None), busy: RwSignal::new(false), step_up: use_step_up() }
    }

    /// Asks the server. What it refuses is said beside the field or above the form.
    pub fn send<T, F>(self, ask: impl Fn() -> F + Send + Sync + 'static, done: impl Fn(T) + Send + Sync + 'static)
    where
        T: 'static,
        F: Future<Output = AppResult<T>> + 'static,
    {
        self.failed.set(None);
        let ask = Arc::new(move || Box::pin(ask()) as Pin<Box<dyn Future<Output = AppResult<T>>>>);
        self.step_up.guard(self.busy, ask, move |answer| match answer {
            Ok(given) => done(given),
            Err(error) => self.refuse(error),
        });
    }

    /// Says what is wrong, also before the server was asked.
    pub fn refuse(self, error: AppError) {
        self.failed.set(Some(error));
        focus_first_error();
    }

    /// What is wrong with one field.
    pub fn of_field(self, field: &'static str) -> Signal<Option<String>> {
        fault_of_field(self.failed, field)
    }

    /// What is wrong with no field, and the way back to `page` for who is signed out.
    pub fn fault(self, page: &'static str) -> AnyView {
        view! { <FormFault error=self.failed page/> }.into_any()
    }
}
