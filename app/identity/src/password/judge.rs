use super::Verdict;
use kernel::AppResult;
use leptos::prelude::*;

/// Says how good a password is, for whoever is choosing one. It is neither kept nor logged.
#[server(prefix = "/api", endpoint = "identity/passwords/judge")]
pub async fn judge_password(
    #[server(default)] password: String,
    #[server(default)] email: String,
    #[server(default)] name: String,
) -> AppResult<Verdict> {
    let (platform, arrival) = crate::arrival::Arrival::of_request()?;
    judge(&platform, &arrival, password, email, name).await
}

#[cfg(feature = "ssr")]
pub use act::{judge, problem};

#[cfg(feature = "ssr")]
mod act {
    use crate::{
        arrival::Arrival,
        limits,
        password::{Verdict, policy},
    };
    use kernel::{AppError, AppResult, Platform, rate_limit};
    use tokio::sync::Semaphore;

    pub async fn judge(
        platform: &Platform,
        arrival: &Arrival,
        password: String,
        email: String,
        name: String,
    ) -> AppResult<Verdict> {
        rate_limit::attempt(platform, limits::JUDGE, &arrival.network()).await?;
        beside(move || policy::verdict(&password, &email, &name)).await
    }

    /// What is wrong with a password, if anything is; judged beside the requests.
    pub async fn problem(password: &str, email: &str, name: &str) -> AppResult<Option<String>> {
        let (password, email, name) = (password.to_owned(), email.to_owned(), name.to_owned());
        beside(move || policy::problem(&password, &email, &name)).await
    }

    /// A password that is made for it takes a tenth of a second: one is judged at a time, beside
    /// the requests, and who would wait too long is sent away.
    async fn beside<T: Send + 'static>(judging: impl FnOnce() -> T + Send + 'static) -> AppResult<T> {
        static SEATS: Semaphore = Semaphore::const_new(64);
        static TURN: Semaphore = Semaphore::const_new(1);
        let seat = SEATS.try_acquire().map_err(|_| AppError::TooMany(2))?;
        let turn = TURN.acquire().await.map_err(AppError::internal)?;
        let judged = tokio::task::spawn_blocking(move || {
            // Who hangs up makes no room while the work goes on.
            let _held = (seat, turn);
            judging()
        });
        judged.await.map_err(AppError::internal)
    }
}
