//! Who may do what here.

use kernel::{Authority, Declared, Door, Permission};

/// See the workspace's settings and its team.
pub const VIEW: Permission = Permission::new("workspaces.view");
/// Change the workspace's name, address, time zone and currency.
pub const MANAGE: Permission = Permission::new("workspaces.manage");
/// Invite people.
pub const INVITE: Permission = Permission::new("workspaces.invite");
/// Change, suspend and remove members.
pub const MANAGE_TEAM: Permission = Permission::new("workspaces.manage_team");
/// Make and change roles.
pub const MANAGE_ROLES: Permission = Permission::new("workspaces.manage_roles");

/// See who did what.
pub const AUDIT: Permission = Permission::new("workspaces.audit");
/// Take along who did what.
pub const EXPORT_AUDIT: Permission = Permission::new("workspaces.export_audit");
/// Delete the workspace: an owner's alone, so no role is given it.
pub const DELETE: Permission = Permission::new("workspaces.delete_workspace");

/// What a role may be given here.
pub const ALL: &[Declared] = &[
    Declared { permission: VIEW, label: "See the workspace's settings and team" },
    Declared { permission: MANAGE, label: "Change the workspace's settings" },
    Declared { permission: INVITE, label: "Invite people" },
    Declared { permission: MANAGE_TEAM, label: "Change and remove members" },
    Declared { permission: MANAGE_ROLES, label: "Change roles" },
    Declared { permission: AUDIT, label: "See who did what" },
    Declared { permission: EXPORT_AUDIT, label: "Export who did what" },
];

const INVITED: Authority = Authority::Member(INVITE);
const TEAM: Authority = Authority::Member(MANAGE_TEAM);
const CONFIRMED_TEAM: Authority = Authority::ConfirmedMember(MANAGE_TEAM);
const CONFIRMED_ROLES: Authority = Authority::ConfirmedMember(MANAGE_ROLES);
/// A token of the right shape that opens nothing.
const NO_TOKEN: &str = "token=0000000000000000000000000000000000000000000000000000000000000000";

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
    door("/api/workspaces/team/show", Authority::Member(VIEW), &[], ""),
    door("/api/workspaces/membership/change_role", CONFIRMED_TEAM, &["member", "as_role"], ""),
    door("/api/workspaces/membership/suspend", TEAM, &["member"], ""),
    door("/api/workspaces/membership/reinstate", TEAM, &["member"], ""),
    door("/api/workspaces/membership/remove", TEAM, &["member"], ""),
    door("/api/workspaces/membership/leave", Authority::SignedIn, &[], ""),
    door("/api/workspaces/role/list", Authority::Member(VIEW), &[], ""),
    door("/api/workspaces/role/create", CONFIRMED_ROLES, &[], "name=Assistant&grants=links.view+links.edit%3Aown"),
    door("/api/workspaces/role/edit", CONFIRMED_ROLES, &["id"], "name=Assistant&grants=links.view"),
    door("/api/workspaces/role/duplicate", CONFIRMED_ROLES, &["id"], ""),
    door("/api/workspaces/role/remove", CONFIRMED_ROLES, &["id"], "move_to=viewer"),
    door("/api/workspaces/invitation/send", INVITED, &[], "email=ada%40example.net&as_role=editor&message=Hello"),
    door("/api/workspaces/invitation/send_many", INVITED, &[], "list=ada%40example.net&as_role=editor&message=Hello"),
    door("/api/workspaces/invitation/resend", INVITED, &["invitation"], ""),
    door("/api/workspaces/invitation/link", INVITED, &["invitation"], ""),
    door("/api/workspaces/invitation/change_role", INVITED, &["invitation", "as_role"], ""),
    door("/api/workspaces/invitation/cancel", INVITED, &["invitation"], ""),
    // The token is no id: whoever holds it is asked in, from wherever they are.
    door("/api/workspaces/invitation/accept", Authority::SignedIn, &[], NO_TOKEN),
    door("/api/workspaces/invitation/decline", Authority::Anyone, &[], NO_TOKEN),
    door("/api/workspaces/transfer/ask", CONFIRMED_TEAM, &["member"], "step_down=true"),
    door("/api/workspaces/transfer/accept", Authority::Confirmed, &["transfer"], ""),
    door("/api/workspaces/transfer/decline", Authority::SignedIn, &["transfer"], ""),
    door("/api/workspaces/transfer/cancel", TEAM, &["transfer"], ""),
];

const fn door(path: &'static str, authority: Authority, ids: &'static [&'static str], sample: &'static str) -> Door {
    Door { path, authority, ids, sample }
}
