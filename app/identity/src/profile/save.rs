use kernel::AppResult;
use leptos::prelude::*;

/// Saves name, language and time zone.
#[server(prefix = "/api", endpoint = "identity/profile/save")]
pub async fn save_profile(
    #[server(default)] name: String,
    #[server(default)] language: String,
    #[server(default)] time_zone: String,
) -> AppResult<()> {
    let person = kernel::SignedIn::require().await?;
    save(person.platform(), person.user(), Wanted { name, language, time_zone }).await?;
    kernel::answer::go_to_from_form("/account");
    Ok(())
}

#[cfg(feature = "ssr")]
pub use act::{Wanted, save};

#[cfg(feature = "ssr")]
mod act {
    use crate::{language::Language, profile::name_problem, user};
    use bson::doc;
    use kernel::{AppError, AppResult, FieldError, Platform, UserId, time_zone};

    /// A profile as it was typed.
    pub struct Wanted {
        pub name: String,
        pub language: String,
        pub time_zone: String,
    }

    pub async fn save(platform: &Platform, user: &UserId, wanted: Wanted) -> AppResult<()> {
        let mut wrong = Vec::new();
        wrong.extend(name_problem(&wanted.name).map(|words| FieldError::new("name", words)));
        let language = Language::of_tag(&wanted.language);
        if language.is_none() {
            wrong.push(FieldError::new("language", "Choose one of the languages in the list."));
        }
        let zone = time_zone::known(&wanted.time_zone);
        if zone.is_none() {
            wrong.push(FieldError::new("time_zone", "Enter a time zone such as Europe/Lisbon."));
        }
        let (Some(language), Some(zone), true) = (language, zone, wrong.is_empty()) else { return Err(wrong.into()) };
        let profile = doc! { "name": wanted.name.trim(), "language": language.tag(), "time_zone": zone };
        let found = user::store::describe(platform, user, profile).await?;
        if found { Ok(()) } else { Err(AppError::SignIn) }
    }
}
