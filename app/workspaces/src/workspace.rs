//! A business: the tenant that all data of the business systems belongs to.

#[cfg(feature = "ssr")]
pub mod activity;
pub mod brand;
#[cfg(feature = "ssr")]
mod change;
pub mod create;
pub mod delete;
#[cfg(feature = "ssr")]
pub mod deletion;
pub mod list;
pub mod list_deleted;
pub mod prepare;
pub mod protection;
#[cfg(feature = "ssr")]
pub mod record;
pub mod require_second_factor;
pub mod restore;
pub mod settings;
#[cfg(feature = "ssr")]
pub(crate) mod store;
pub mod switch;
pub mod update;

use kernel::{
    FieldError,
    hidden::{is_blank, is_hidden},
};

pub const LONGEST_NAME: usize = 60;

/// A workspace's name as it is kept: without hidden signs, with single spaces inside.
pub fn read_name(text: &str) -> Result<String, FieldError> {
    let clean: String = text.chars().map(|sign| if is_hidden(sign) { ' ' } else { sign }).collect();
    let name = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if is_blank(&name) {
        Err(FieldError::new("name", "Give the workspace a name."))
    } else if name.chars().count() > LONGEST_NAME {
        Err(FieldError::new("name", "A name has at most 60 characters."))
    } else {
        Ok(name)
    }
}

#[cfg(feature = "ssr")]
pub use record::Workspace;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_at_most_sixty_characters() {
        assert_eq!(read_name("  Ada's\tstudio \u{0} north\n").unwrap(), "Ada's studio north");
        assert_eq!(read_name(&"é".repeat(60)).unwrap().chars().count(), 60);
        assert!(read_name(&"é".repeat(61)).is_err());
        assert!(read_name(" \u{7} ").is_err());
        assert!(read_name("\u{200b}\u{2060} \u{3164}").is_err(), "nobody can see it");
        assert_eq!(read_name("knab\u{202e} ruoy").unwrap(), "knab ruoy", "it is read as it is written");
    }
}
