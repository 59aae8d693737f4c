use kernel::{AppResult, RoleId};
use leptos::prelude::*;

/// Makes a role like another one, under a name of its own.
#[server(prefix = "/api", endpoint = "workspaces/role/duplicate")]
pub async fn duplicate_role(id: RoleId) -> AppResult<RoleId> {
    let member = kernel::Member::confirmed(crate::permissions::MANAGE_ROLES).await?;
    duplicate(&member, &id).await
}

#[cfg(feature = "ssr")]
pub use act::duplicate;

#[cfg(feature = "ssr")]
mod act {
    use crate::role::{LONGEST_NAME, create::create, folded, store};
    use kernel::{AppError, AppResult, Member, RoleId};

    /// # Errors
    /// `NotFound` for a role that the workspace does not have; else as [`create`].
    pub async fn duplicate(member: &Member, id: &RoleId) -> AppResult<RoleId> {
        let roles = store::all(&member.tenant()).await?;
        let role = roles.iter().find(|role| role.id == *id).ok_or(AppError::NotFound)?;
        let taken = |name: &str| roles.iter().any(|role| role.name_folded == folded(name));
        create(member, &free_name(&role.name, taken), &role.grants).await
    }

    /// `Assistant copy`, `Assistant copy 2`, cut where it would be too long.
    fn free_name(name: &str, taken: impl Fn(&str) -> bool) -> String {
        let ends = (1..=21).map(|number| if number == 1 { " copy".to_owned() } else { format!(" copy {number}") });
        let mut names = ends.map(|end| {
            let room = LONGEST_NAME - end.chars().count();
            let begin: String = name.chars().take(room).collect();
            format!("{}{end}", begin.trim_end())
        });
        let first = names.next().unwrap_or_default();
        if taken(&first) { names.find(|name| !taken(name)).unwrap_or(first) } else { first }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_copy_has_a_name_of_its_own_that_is_not_too_long() {
            assert_eq!(free_name("Assistant", |_| false), "Assistant copy");
            assert_eq!(free_name("Assistant", |name| name == "Assistant copy"), "Assistant copy 2");
            assert_eq!(free_name(&"é".repeat(40), |_| false).chars().count(), 40);
        }
    }
}
