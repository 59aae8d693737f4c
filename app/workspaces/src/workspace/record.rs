//! A workspace as it is stored, and which addresses are its own.

use crate::slug::Slug;
use kernel::{
    Brand, Currency, Global, Index, Locale, Platform, Record, Timestamp, UserId, WorkspaceId, ports::WorkspaceCard,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, time::Duration};

/// A former address leads to the new one, and is nobody else's, for this long.
pub const ADDRESS_KEPT: Duration = Duration::from_secs(90 * 86_400);
/// A deleted workspace can be restored for this long.
pub const GRACE: Duration = Duration::from_secs(30 * 86_400);
/// Addresses are scarce: one workspace does not collect them by renaming itself.
pub const MOST_FORMER: usize = 5;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workspace {
    #[serde(rename = "_id")]
    pub id: WorkspaceId,
    pub name: String,
    pub slug: Slug,
    /// What the eye sees of the slug; as no two workspaces share it, no two share a slug.
    pub slug_skeleton: String,
    /// Addresses it had before, which still lead to it.
    #[serde(default)]
    pub former: Vec<FormerSlug>,
    /// The skeletons of its address and of its former ones: no two workspaces share one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<String>,
    /// An IANA name, `Europe/Lisbon`.
    pub time_zone: String,
    pub currency: Currency,
    #[serde(default)]
    pub locale: Locale,
    /// Its colours, where it does not have ours.
    #[serde(default)]
    pub brand: Option<Brand>,
    /// Whether its members need a second factor.
    #[serde(default)]
    pub needs_second_factor: bool,
    /// The form that founded it: pressed twice, it founds one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form_key: Option<String>,
    /// That it is being deleted.
    #[serde(default)]
    pub deletion: Option<Deletion>,
    pub created_at: Timestamp,
    pub created_by: UserId,
    /// Rises with each change of the settings.
    pub version: i64,
}

/// An address that a workspace had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerSlug {
    pub slug: Slug,
    /// From then on it is anybody's.
    pub until: Timestamp,
}

/// When a workspace was deleted, and until when it can come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deletion {
    pub at: Timestamp,
    /// Nobody, where it went with its last owner's account.
    pub by: Option<UserId>,
    pub until: Timestamp,
    /// Its data is being removed: it can't come back any more.
    #[serde(default)]
    pub purging: bool,
}

impl Record for Workspace {
    const COLLECTION: &'static str = "workspaces";

    fn indexes() -> Vec<Index> {
        let there = |field: &str| bson::doc! { field: { "$exists": true } };
        vec![
            Index::on(&[("slug", 1)]).unique(),
            Index::on(&[("slug_skeleton", 1)]).unique(),
            Index::on(&[("held", 1)]).unique().only_where(there("held")),
            Index::on(&[("former.slug", 1)]),
            Index::on(&[("created_by", 1), ("form_key", 1)]).unique().only_where(there("form_key")),
        ]
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
            former: Vec::new(),
            held: vec![slug.skeleton()],
            slug,
            time_zone,
            currency: Currency::Usd,
            locale: Locale::default(),
            brand: None,
            needs_second_factor: false,
            form_key: None,
            deletion: None,
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

    /// Goes to `slug`; the address that it had leads there from now on.
    pub fn move_to(&mut self, slug: Slug, now: Timestamp) {
        if slug == self.slug {
            return;
        }
        let left = std::mem::replace(&mut self.slug, slug);
        self.slug_skeleton = self.slug.skeleton();
        self.former.retain(|former| former.slug != self.slug && former.slug != left);
        self.former.push(FormerSlug { slug: left, until: now.after(ADDRESS_KEPT) });
        self.let_go(now);
    }

    /// Gives up the former addresses whose time is over; whether there were any.
    pub fn let_go(&mut self, now: Timestamp) -> bool {
        self.former.retain(|former| former.until > now);
        let own = [&self.slug].into_iter().chain(self.former.iter().map(|former| &former.slug));
        let held: Vec<String> = own.map(Slug::skeleton).collect::<BTreeSet<_>>().into_iter().collect();
        let changed = held != self.held;
        self.held = held;
        changed
    }

    /// Whether the address is its own now, or was and is still kept for it.
    pub fn holds(&self, slug: &Slug, now: Timestamp) -> bool {
        self.slug == *slug || self.former.iter().any(|former| former.slug == *slug && former.until > now)
    }

    /// As [`Self::holds`], of any address that looks like it.
    pub fn holds_twin(&self, slug: &Slug, now: Timestamp) -> bool {
        let alike = |own: &Slug| own.skeleton() == slug.skeleton();
        alike(&self.slug) || self.former.iter().any(|former| alike(&former.slug) && former.until > now)
    }

    /// When it may have another address than those it had; nothing when it may now.
    pub fn may_move_from(&self, now: Timestamp) -> Option<Timestamp> {
        let kept = self.former.iter().map(|former| former.until).filter(|until| *until > now);
        if kept.clone().count() >= MOST_FORMER { kept.min() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp::from_millis(1_790_000_000_000);

    fn slug(text: &str) -> Slug {
        Slug::read(text).unwrap()
    }

    fn workspace(at: &str) -> Workspace {
        Workspace {
            id: WorkspaceId::generate(NOW, [1; 10]),
            name: "Acme".to_owned(),
            slug_skeleton: slug(at).skeleton(),
            held: vec![slug(at).skeleton()],
            slug: slug(at),
            former: Vec::new(),
            time_zone: "UTC".to_owned(),
            currency: Currency::Eur,
            locale: Locale::default(),
            brand: None,
            needs_second_factor: false,
            form_key: None,
            deletion: None,
            created_at: NOW,
            created_by: UserId::generate(NOW, [1; 10]),
            version: 1,
        }
    }

    #[test]
    fn an_address_is_kept_for_ninety_days_and_twins_are_held_once() {
        let mut acme = workspace("acme");
        acme.move_to(slug("acrne"), NOW);
        assert_eq!((acme.held.len(), acme.former.len()), (1, 1));
        acme.move_to(slug("bolt"), NOW);
        assert_eq!((acme.held.as_slice(), acme.former.len()), (["acme".to_owned(), "bolt".to_owned()].as_slice(), 2));
        acme.move_to(slug("acme"), NOW);
        assert_eq!(acme.former.iter().map(|former| former.slug.as_str()).collect::<Vec<_>>(), ["acrne", "bolt"]);
        let later = NOW.after(ADDRESS_KEPT);
        assert!(acme.holds(&slug("bolt"), NOW) && !acme.holds(&slug("bolt"), later));
        assert!(acme.let_go(later));
        assert_eq!(acme.held, ["acme"]);
    }

    proptest! {
        #[test]
        fn what_is_held_is_the_address_and_what_still_leads_to_it(
            moves in prop::collection::vec(("[a-d]{3}", 0_u64..100), 0..12),
        ) {
            let (mut acme, mut now) = (workspace("aaa"), NOW);
            for (text, days) in moves {
                now = now.after(Duration::from_secs(days * 86_400));
                acme.move_to(slug(&text), now);
                acme.let_go(now);
                prop_assert!(acme.former.iter().all(|former| former.slug != acme.slug && former.until > now));
                prop_assert!(acme.former.iter().all(|former| acme.held.contains(&former.slug.skeleton())));
                prop_assert!(acme.held.contains(&acme.slug_skeleton));
                prop_assert!(acme.held.len() <= acme.former.len() + 1);
            }
        }
    }
}
