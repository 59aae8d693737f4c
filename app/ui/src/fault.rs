use kernel::AppError;

/// An error as a screen tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// What failed, in one line.
    pub title: String,
    /// What was or was not lost, and what to do.
    pub text: String,
    /// What to name when asking for support.
    pub trace_id: Option<String>,
    /// Whether trying again may help.
    pub retry: bool,
}

impl From<AppError> for Fault {
    fn from(error: AppError) -> Self {
        let (title, retry) = match error {
            AppError::SignIn => ("You are signed out", false),
            AppError::StepUp | AppError::SecondFactor => ("One more check", false),
            AppError::Forbidden => ("Not open to your role", false),
            AppError::NotFound => ("Not found", false),
            AppError::LimitReached(_) => ("Your plan's limit is reached", false),
            AppError::Locked(_) => ("Not in your plan", false),
            AppError::Unavailable => {
                return Self {
                    title: String::from("This did not load"),
                    text: String::from("We can't reach our database just now. Try again in a moment."),
                    trace_id: None,
                    retry: true,
                };
            }
            AppError::Internal(trace_id) => {
                return Self {
                    title: String::from("This did not load"),
                    text: String::from("Something went wrong on our side. Nothing was lost. Try again in a moment."),
                    trace_id: Some(trace_id),
                    retry: true,
                };
            }
            AppError::Invalid(_) | AppError::Conflict(_) | AppError::TooMany(_) => ("This did not work", true),
        };
        Self { title: String::from(title), text: error.to_string(), trace_id: None, retry }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_only_wanted_to_read_hears_nothing_of_changes() {
        let fault = Fault::from(AppError::Unavailable);
        assert!(fault.retry && !fault.text.contains("change"), "{}", fault.text);
    }
}
