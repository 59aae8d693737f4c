//! Who may do what here.

use kernel::{Authority, Declared, Door, Permission};

/// See the workspace's settings.
pub const VIEW: Permission = Permission::new("workspaces.view");
/// Change the workspace's name, address, time zone and currency.
pub const MANAGE: Permission = Permission::new("workspaces.manage");

/// See who did what.
pub const AUDIT: Permission = Permission::new("workspaces.audit");
/// Take along who did what.
pub const EXPORT_AUDIT: Permission = Permission::new("workspaces.export_audit");
/// Delete the workspace: an owner's alone, so no role is given it.
pub const DELETE: Permission = Permission::new("workspaces.delete_workspace");

/// What a role may be given here.
pub const ALL: &[Declared] = &[
    Declared { permission: VIEW, label: "See the workspace's settings" },
    Declared { permission: MANAGE, label: "Change the workspace's settings" },
    Declared { permission: AUDIT, label: "See who did what" },
    Declared { permission: EXPORT_AUDIT, label: "Export who did what" },
];

pub const DOORS: &[Door] = &[
    Door {
        path: "/api/workspaces/audit/export",
        authority: Authority::ConfirmedMember(EXPORT_AUDIT),
        ids: &[],
        sample: "kind=workspaces.workspace&from=2026-01-01&to=2026-12-31",
    },
    Door {
        path: "/api/workspaces/audit/list",
        authority: Authority::Member(AUDIT),
        ids: &[],
        sample: "kind=workspaces.workspace&from=2026-01-01&to=2026-12-31",
    },
    Door {
        path: "/api/workspaces/slug/check",
        authority: Authority::SignedIn,
        ids: &[],
        sample: "slug=acme-studio&renaming=false",
    },
    Door {
        path: "/api/workspaces/workspace/brand",
        authority: Authority::Member(MANAGE),
        ids: &[],
        sample: "accent=%234f5bd5&background=%23ffffff&version=1",
    },
    Door {
        path: "/api/workspaces/workspace/create",
        authority: Authority::SignedIn,
        ids: &[],
        sample: "name=Acme&slug=acme-studio&time_zone=Europe%2FLisbon&form_key=0123456789abcdef0123456789abcdef",
    },
    Door {
        path: "/api/workspaces/workspace/delete",
        authority: Authority::ConfirmedMember(DELETE),
        ids: &[],
        sample: "name=Acme",
    },
    Door { path: "/api/workspaces/workspace/list", authority: Authority::SignedIn, ids: &[], sample: "" },
    Door { path: "/api/workspaces/workspace/list_deleted", authority: Authority::SignedIn, ids: &[], sample: "" },
    Door { path: "/api/workspaces/workspace/prepare", authority: Authority::SignedIn, ids: &[], sample: "" },
    Door { path: "/api/workspaces/workspace/protection", authority: Authority::Member(VIEW), ids: &[], sample: "" },
    Door {
        path: "/api/workspaces/workspace/require_second_factor",
        authority: Authority::ConfirmedMember(MANAGE),
        ids: &[],
        sample: "required=false",
    },
    Door {
        path: "/api/workspaces/workspace/restore",
        authority: Authority::Confirmed,
        ids: &["workspace"],
        sample: "",
    },
    Door { path: "/api/workspaces/workspace/settings", authority: Authority::Member(VIEW), ids: &[], sample: "" },
    Door { path: "/api/workspaces/workspace/switch", authority: Authority::SignedIn, ids: &["workspace"], sample: "" },
    Door {
        path: "/api/workspaces/workspace/update",
        authority: Authority::Member(MANAGE),
        ids: &[],
        sample: "name=Acme&slug=acme-studio&time_zone=Europe%2FLisbon&currency=EUR&locale=en-GB&version=1",
    },
];
