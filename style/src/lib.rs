//! The style sheets as strings. `CONSOLE` is served as a file; each of the others is inlined into one kind of
//! visitor page, and is written to stay within a few kilobytes.

/// Every screen behind the sign-in.
pub const CONSOLE: &str = include_str!(concat!(env!("OUT_DIR"), "/console.css"));

/// `/`: what Mewayz is and how to start.
pub const LANDING: &str = include_str!(concat!(env!("OUT_DIR"), "/landing.css"));

/// Sign-in, registration and its mailed code.
pub const IDENTITY: &str = include_str!(concat!(env!("OUT_DIR"), "/identity.css"));

/// A workspace's public link page.
pub const LINKS: &str = include_str!(concat!(env!("OUT_DIR"), "/links.css"));

/// Not found, unavailable, and other pages of one message.
pub const NOTICE: &str = include_str!(concat!(env!("OUT_DIR"), "/notice.css"));

#[cfg(test)]
mod tests {
    use super::{CONSOLE, IDENTITY, LANDING, LINKS, NOTICE};

    #[test]
    fn a_visitor_sheet_is_at_most_four_kilobytes() {
        for (name, css) in [("landing", LANDING), ("identity", IDENTITY), ("links", LINKS), ("notice", NOTICE)] {
            assert!(css.len() <= 4096, "{name}.css is {} bytes", css.len());
        }
    }

    #[test]
    fn visitor_sheets_load_nothing() {
        for css in [LANDING, IDENTITY, LINKS, NOTICE] {
            assert!(!css.contains("url(") && !css.contains("@import"));
        }
    }

    #[test]
    fn the_console_sheet_imports_nothing_and_keeps_the_order_of_its_layers() {
        assert!(!CONSOLE.contains("@import"));
        let places =
            ["reset", "tokens", "base", "ui", "systems"].map(|layer| CONSOLE.find(&format!("@layer {layer}{{")));
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}");
    }
}
