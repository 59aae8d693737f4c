//! Who may do what with the page.

use kernel::{Authority, Declared, Door, Permission};

pub const VIEW: Permission = Permission::new("links.view");
pub const EDIT: Permission = Permission::new("links.edit").ownable();
pub const PUBLISH: Permission = Permission::new("links.publish");

/// What a role may be given here.
pub const ALL: &[Declared] = &[
    Declared { permission: VIEW, label: "See the link page" },
    Declared { permission: EDIT, label: "Edit the link page" },
    Declared { permission: PUBLISH, label: "Publish the link page" },
];

/// Every door of this system.
pub const DOORS: &[Door] = &[
    door("/api/links/page/get", VIEW, &[], ""),
    door("/api/links/page/describe", EDIT, &[], "title=Ada&bio=Books"),
    door("/api/links/page/publish", PUBLISH, &[], ""),
    door("/api/links/page/unpublish", PUBLISH, &[], ""),
    door("/api/links/link/add", EDIT, &[], "title=Shop&target=https%3A%2F%2Fexample.com"),
    door("/api/links/link/edit", EDIT, &["id"], "title=Shop&target=https%3A%2F%2Fexample.com"),
    door("/api/links/link/move", EDIT, &["id", "before"], ""),
    door("/api/links/link/remove", EDIT, &["id"], ""),
    // The id names a link that is not there any more: it makes one, and reaches none.
    door(
        "/api/links/link/restore",
        EDIT,
        &[],
        "id=lnk_01j00000000000000000000000&title=Shop&target=https%3A%2F%2Fexample.com&shown=true&position=0",
    ),
    door("/api/links/link/show", EDIT, &["id"], "shown=true"),
];

const fn door(path: &'static str, permission: Permission, ids: &'static [&'static str], sample: &'static str) -> Door {
    Door { path, authority: Authority::Member(permission), ids, sample }
}
