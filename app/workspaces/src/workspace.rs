//! A business: the tenant that all data of the business systems belongs to.

pub mod create;
pub mod list;
pub mod prepare;
pub mod settings;
#[cfg(feature = "ssr")]
pub(crate) mod store;
pub mod switch;
pub mod update;

use kernel::{FieldError, hidden::is_hidden};

pub const LONGEST_NAME: usize = 60;

/// A workspace's name as it is kept: without hidden signs, with single spaces inside.
pub fn read_name(text: &str) -> Result<String, FieldError> {
    let clean: String = text.chars().map(|sign| if is_hidden(sign) { ' ' } else { sign }).collect();
    let name = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        Err(FieldError::new("name", "Give the workspace a name."))
    } else if name.chars().count() > LONGEST_NAME {
        Err(FieldError::new("name", "A name has at most 60 characters."))
    } else {
        Ok(name)
    }
}

#[cfg(feature = "ssr")]
pub use stored::Workspace;

#[cfg(feature = "ssr")]
mod stored {
    use crate::slug::Slug;
    use kernel::{Currency, Global, Index, Platform, Record, Timestamp, UserId, WorkspaceId, ports::WorkspaceCard};
    use serde::{Deserialize, Serialize};

    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Workspace {
        #[serde(rename = "_id")]
        pub id: WorkspaceId,
        pub name: String,
        pub slug: Slug,
        /// What the eye sees of the slug; as no two workspaces share it, no two share a slug.
        pub slug_skeleton: String,
        /// An IANA name, `Europe/Lisbon`.
        pub time_zone: String,
        pub currency: Currency,
        pub created_at: Timestamp,
        pub created_by: UserId,
        /// Rises with each change of the settings.
        pub version: i64,
    }

    impl Record for Workspace {
        const COLLECTION: &'static str = "workspaces";

        fn indexes() -> Vec<Index> {
            vec![Index::on(&[("slug", 1)]).unique(), Index::on(&[("slug_skeleton", 1)]).unique()]
        }
    }

    impl Global for Workspace {}

    impl Workspace {
        /// A new one, which trades in dollars until its settings say otherwise.
        pub fn new(platform: &Platform, owner: &UserId, name: String, slug: Slug, time_zone: String) -> Self {
            let now = platform.now();
            Self {
                id: WorkspaceId::generate(now, platform.random()),
                name,
                slug_skeleton: slug.skeleton(),
                slug,
                time_zone,
                currency: Currency::Usd,
                created_at: now,
                created_by: owner.clone(),
                version: 1,
            }
        }

        pub fn card(&self) -> WorkspaceCard {
            WorkspaceCard {
                id: self.id.clone(),
                name: self.name.clone(),
                slug: self.slug.to_string(),
                time_zone: self.time_zone.clone(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_of_at_most_sixty_characters() {
        assert_eq!(read_name("  Ada's\tstudio \u{0} north\n").unwrap(), "Ada's studio north");
        assert_eq!(read_name(&"é".repeat(60)).unwrap().chars().count(), 60);
        assert!(read_name(&"é".repeat(61)).is_err());
        assert!(read_name(" \u{7} ").is_err());
        assert_eq!(read_name("knab\u{202e} ruoy").unwrap(), "knab ruoy", "it is read as it is written");
    }
}
