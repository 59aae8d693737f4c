//! How addresses are written on the screen, and where those lead that a workspace has left.

use crate::{slug::Slug, workspace::store};
use kernel::{AppResult, Platform};

/// The path that stands for `path` now, if its workspace has another address than it names: the
/// address itself, whatever is below it, and what was asked for. One hop, however often the
/// workspace has moved.
pub async fn moved(platform: &Platform, path: &str, query: Option<&str>) -> AppResult<Option<String>> {
    let Some((named, below)) = split(path) else { return Ok(None) };
    let Ok(slug) = Slug::read(named) else { return Ok(None) };
    let found = store::at(platform, &slug).await?;
    let here = found.filter(|workspace| workspace.deletion.is_none()).map(|workspace| workspace.slug);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    Ok(here.filter(|here| here.as_str() != named).map(|here| format!("/@{here}{below}{query}")))
}

/// `/@acme/go/x` as `acme` and `/go/x`.
fn split(path: &str) -> Option<(&str, &str)> {
    let rest = path.strip_prefix("/@")?;
    Some(rest.split_at(rest.find('/').unwrap_or(rest.len())))
}

/// What stands before a slug, from where people reach us: `mewayz.com/@`.
pub fn prefix(public_url: &str) -> String {
    let host = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    format!("{host}/@")
}

#[cfg(test)]
mod tests {
    use super::{prefix, split};

    #[test]
    fn an_address_is_what_stands_between_the_sign_and_the_first_slash() {
        assert_eq!(split("/@acme"), Some(("acme", "")));
        assert_eq!(split("/@acme/go/x"), Some(("acme", "/go/x")));
        assert_eq!(split("/@"), Some(("", "")));
        assert_eq!(split("/acme"), None);
    }

    #[test]
    fn the_scheme_is_not_shown() {
        assert_eq!(prefix("https://mewayz.com"), "mewayz.com/@");
        assert_eq!(prefix("http://localhost:3000"), "localhost:3000/@");
    }
}
