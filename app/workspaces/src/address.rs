//! How addresses are written on the screen.

/// What stands before a slug, from where people reach us: `mewayz.com/@`.
pub fn prefix(public_url: &str) -> String {
    let host = public_url.split_once("://").map_or(public_url, |(_, rest)| rest);
    format!("{host}/@")
}

#[cfg(test)]
mod tests {
    use super::prefix;

    #[test]
    fn the_scheme_is_not_shown() {
        assert_eq!(prefix("https://mewayz.com"), "mewayz.com/@");
        assert_eq!(prefix("http://localhost:3000"), "localhost:3000/@");
    }
}
