//! The permissions that a role can be made of, system by system, and what to know before one is
//! given away.

use super::Grant;
use kernel::{AppError, permission::Reach};
use serde::{Deserialize, Serialize};

/// One permission as the matrix shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// `links.edit`.
    pub permission: String,
    pub label: String,
    /// Whether it can be limited to the records that a member made.
    pub ownable: bool,
    /// What to know before it is given.
    pub caution: Option<String>,
    /// How far whoever looks at it may give it; `None` where they do not have it themselves.
    pub givable: Option<Reach>,
}

impl Offer {
    pub fn system(&self) -> &str {
        self.permission.split('.').next().unwrap_or_default()
    }

    fn action(&self) -> &str {
        self.permission.split_once('.').map_or("", |(_, action)| action)
    }
}

/// What a system is called.
pub fn system_name(system: &str) -> String {
    match system {
        "workspaces" => "Workspace and team".to_owned(),
        other => {
            let mut signs = other.chars();
            signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
        }
    }
}

/// The offers of each system, in the order in which systems come.
pub fn by_system(offers: &[Offer]) -> Vec<(String, Vec<Offer>)> {
    let mut systems: Vec<(String, Vec<Offer>)> = Vec::new();
    for offer in offers {
        match systems.iter_mut().find(|(system, _)| system == offer.system()) {
            Some((_, of_system)) => of_system.push(offer.clone()),
            None => systems.push((offer.system().to_owned(), vec![offer.clone()])),
        }
    }
    systems
}

/// How far the grants let `permission` reach.
pub fn reach(grants: &[Grant], permission: &str) -> Option<Reach> {
    grants.iter().find(|grant| grant.permission == permission).map(|grant| grant.reach)
}

/// The grants with `permission` reaching that far.
pub fn with(grants: &[Grant], permission: &str, reach: Option<Reach>) -> Vec<Grant> {
    let others = grants.iter().filter(|grant| grant.permission != permission).cloned();
    others.chain(reach.map(|reach| Grant { permission: permission.to_owned(), reach })).collect()
}

/// The grants as a form carries them: `links.view links.edit:own`.
pub fn written(grants: &[Grant]) -> String {
    let one = |grant: &Grant| match grant.reach {
        Reach::All => grant.permission.clone(),
        Reach::Own => format!("{}{OWN}", grant.permission),
    };
    grants.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// As [`written`], back.
///
/// # Errors
/// Refuses a list that is longer than any catalogue.
pub fn read(grants: &str) -> Result<Vec<Grant>, AppError> {
    if grants.len() > LONGEST_LIST {
        return Err(AppError::invalid("grants", "There are not as many permissions."));
    }
    let one = |word: &str| match word.strip_suffix(OWN) {
        Some(permission) => Grant { permission: permission.to_owned(), reach: Reach::Own },
        None => Grant { permission: word.to_owned(), reach: Reach::All },
    };
    Ok(grants.split_whitespace().map(one).collect())
}

const OWN: &str = ":own";
const LONGEST_LIST: usize = 16 * 1024;

/// What is odd about the grants taken together: an act that nobody can get to, as what it acts on
/// can not be seen.
pub fn blind_spots(offers: &[Offer], grants: &[Grant]) -> Vec<String> {
    let mut words = Vec::new();
    for (system, of_system) in by_system(offers) {
        let view = of_system.iter().find(|offer| offer.action() == "view");
        let acts = of_system.iter().any(|offer| offer.action() != "view" && reach(grants, &offer.permission).is_some());
        if let Some(view) = view.filter(|view| acts && reach(grants, &view.permission).is_none()) {
            words.push(format!(
                "Without “{}”, what {} lets people do is out of sight.",
                view.label,
                system_name(&system)
            ));
        }
    }
    words
}

#[cfg(feature = "ssr")]
pub use read::{check, offers};

#[cfg(feature = "ssr")]
mod read {
    use super::{Grant, Offer};
    use kernel::{
        AppError, Permission,
        permission::{Access, Declared, Reach},
    };

    /// What of all there is `giver` may put into a role, and what not.
    pub fn offers(all: &[Declared], giver: &Access) -> Vec<Offer> {
        let offer = |declared: &Declared| Offer {
            permission: declared.permission.name().to_owned(),
            label: declared.label.to_owned(),
            ownable: declared.permission.is_ownable(),
            caution: caution(declared.permission).map(str::to_owned),
            givable: giver.reach(declared.permission),
        };
        all.iter().map(offer).collect()
    }

    /// The grants as they are kept: each permission once, in the order of the catalogue.
    ///
    /// # Errors
    /// Names a permission that nobody declared, or one that can not be limited to own records.
    pub fn check(all: &[Declared], grants: &[Grant]) -> Result<Vec<Grant>, AppError> {
        let declared = |grant: &Grant| all.iter().find(|declared| declared.permission.name() == grant.permission);
        for grant in grants {
            let known = declared(grant).ok_or_else(|| AppError::invalid("grants", "There is no such permission."))?;
            if grant.reach == Reach::Own && !known.permission.is_ownable() {
                return Err(AppError::invalid(
                    "grants",
                    format!("“{}” can not be limited to own records.", known.label),
                ));
            }
        }
        let kept = all.iter().filter_map(|declared| {
            grants.iter().rev().find(|grant| grant.permission == declared.permission.name()).cloned()
        });
        Ok(kept.collect())
    }

    /// Permissions that are more than they look.
    fn caution(permission: Permission) -> Option<&'static str> {
        match (permission.system(), permission.action()) {
            ("workspaces", "manage_team") => Some("Can remove people, and give others every right of their own."),
            ("workspaces", "manage_roles") => Some("Can change what everybody with a role of the workspace may do."),
            ("workspaces", "invite") => Some("Can let people outside of the business in."),
            ("workspaces", "delete_workspace") => Some("Can end the workspace with everything in it."),
            ("billing", _) => Some("Reaches the card and the invoices."),
            (_, action) if action.starts_with("export") => Some("Lets data leave the workspace."),
            (_, "publish") => Some("What is published, everybody on the net can see."),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(permission: &str) -> Offer {
        Offer { permission: permission.into(), label: permission.into(), ownable: false, caution: None, givable: None }
    }

    fn grant(permission: &str, reach: Reach) -> Grant {
        Grant { permission: permission.into(), reach }
    }

    #[test]
    fn a_permission_is_granted_once_with_its_latest_reach() {
        let grants = with(&[grant("links.edit", Reach::All)], "links.edit", Some(Reach::Own));
        assert_eq!(grants, [grant("links.edit", Reach::Own)]);
        assert_eq!(with(&grants, "links.edit", None), []);
        assert_eq!(reach(&grants, "links.view"), None);
    }

    #[test]
    fn a_form_carries_grants_there_and_back() {
        let grants = [grant("links.view", Reach::All), grant("links.edit", Reach::Own)];
        assert_eq!(written(&grants), "links.view links.edit:own");
        assert_eq!(read(" links.view  links.edit:own ").unwrap(), grants);
        assert_eq!(read("").unwrap(), []);
        assert!(read(&"x".repeat(20_000)).is_err());
    }

    #[test]
    fn to_edit_without_seeing_is_pointed_out() {
        let offers = ["links.view", "links.edit", "crm.edit"].map(offer);
        assert_eq!(blind_spots(&offers, &[grant("links.edit", Reach::All)]).len(), 1);
        let both = [grant("links.edit", Reach::All), grant("links.view", Reach::All), grant("crm.edit", Reach::All)];
        assert!(blind_spots(&offers, &both).is_empty(), "a system without a view to grant has no blind spot");
    }
}
