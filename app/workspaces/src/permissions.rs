//! Who may do what here.

use kernel::{Authority, Declared, Door, Permission};

/// See the workspace's settings.
pub const VIEW: Permission = Permission::new("workspaces.view");
/// Change the workspace's name, address, time zone and currency.
pub const MANAGE: Permission = Permission::new("workspaces.manage");

/// What a role may be given here.
pub const ALL: &[Declared] = &[
    Declared { permission: VIEW, label: "See the workspace's settings" },
    Declared { permission: MANAGE, label: "Change the workspace's settings" },
];

pub const DOORS: &[Door] = &[
    Door {
        path: "/api/workspaces/slug/check",
        authority: Authority::SignedIn,
        ids: &[],
        sample: "slug=acme-studio&renaming=false",
    },
    Door {
        path: "/api/workspaces/workspace/create",
        authority: Authority::SignedIn,
        ids: &[],
        sample: "name=Acme&slug=acme-studio&time_zone=Europe%2FLisbon",
    },
    Door { path: "/api/workspaces/workspace/list", authority: Authority::SignedIn, ids: &[], sample: "" },
    Door { path: "/api/workspaces/workspace/prepare", authority: Authority::SignedIn, ids: &[], sample: "" },
    Door { path: "/api/workspaces/workspace/settings", authority: Authority::Member(VIEW), ids: &[], sample: "" },
    Door { path: "/api/workspaces/workspace/switch", authority: Authority::SignedIn, ids: &["workspace"], sample: "" },
    Door {
        path: "/api/workspaces/workspace/update",
        authority: Authority::Member(MANAGE),
        ids: &[],
        sample: "name=Acme&slug=acme-studio&time_zone=Europe%2FLisbon&currency=EUR&version=1",
    },
];
