//! Where one can go, in the order of the product. What is not finished is not here.

use ui::Glyph;

/// One place in the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub label: &'static str,
    pub path: &'static str,
    pub icon: Glyph,
}

pub const HOME: Place = Place { label: "Home", path: "/home", icon: Glyph::Home };
pub const LINKS: Place = Place { label: "Links", path: "/links", icon: Glyph::Link };
pub const SETTINGS: Place = Place { label: "Settings", path: "/settings", icon: Glyph::Settings };
pub const TEAM: Place = Place { label: "Team", path: "/team", icon: Glyph::Users };
pub const ACCOUNT: Place = Place { label: "Account", path: "/account", icon: Glyph::User };

/// The systems.
pub const SYSTEMS: [Place; 2] = [HOME, LINKS];
/// Below the systems.
pub const REST: [Place; 2] = [SETTINGS, TEAM];

impl Place {
    /// Whether `path` is this place or inside of it.
    pub fn holds(self, path: &str) -> bool {
        path.strip_prefix(self.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_holds_what_is_inside_of_it_and_nothing_that_only_begins_alike() {
        assert!(LINKS.holds("/links"));
        assert!(LINKS.holds("/links/lnk_1"));
        assert!(!LINKS.holds("/linksmith"));
        assert!(!LINKS.holds("/"));
    }
}
