use std::{pin::Pin, sync::Arc};

use kernel::{AppError, AppResult};
use leptos::{prelude::*, task::spawn_local};

/// What is asked of the server; it may be asked again.
pub type Ask<T> = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = AppResult<T>>>> + Send + Sync>;

/// Asks somebody to show once more who they are, then goes on with what they wanted. Copy it into callbacks.
#[derive(Clone, Copy)]
pub struct StepUp {
    open: RwSignal<bool>,
    then: StoredValue<Option<Arc<dyn Fn() + Send + Sync>>>,
}

impl StepUp {
    /// Opens the dialog; `then` runs once they have shown it, and not at all if they close the dialog.
    pub fn ask(self, then: impl Fn() + Send + Sync + 'static) {
        self.then.set_value(Some(Arc::new(then)));
        self.open.set(true);
    }

    /// Whether the dialog is open, in both directions.
    pub fn open(self) -> RwSignal<bool> {
        self.open
    }

    /// They have shown who they are.
    pub fn done(self) {
        self.open.set(false);
        if let Some(then) = self.then.try_update_value(Option::take).flatten() {
            then();
        }
    }

    /// Asks the server, and where it wants to know first who one is, asks for that and asks the server again.
    pub fn guard<T: 'static>(
        self,
        busy: RwSignal<bool>,
        ask: Ask<T>,
        done: impl Fn(AppResult<T>) + Send + Sync + 'static,
    ) {
        self.attempt(busy, ask, Arc::new(done));
    }

    fn attempt<T: 'static>(self, busy: RwSignal<bool>, ask: Ask<T>, done: Arc<dyn Fn(AppResult<T>) + Send + Sync>) {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = ask().await;
            // The screen may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Err(AppError::StepUp) => self.ask(move || self.attempt(busy, ask.clone(), done.clone())),
                answer => done(answer),
            }
        });
    }
}

/// Makes the dialog available below; called once by the shell, which also shows it.
pub fn provide_step_up() -> StepUp {
    let step_up = StepUp { open: RwSignal::new(false), then: StoredValue::new(None) };
    provide_context(step_up);
    step_up
}

/// The shell's; without one, a dialog that nobody sees.
#[must_use]
pub fn use_step_up() -> StepUp {
    use_context().unwrap_or_else(provide_step_up)
}
