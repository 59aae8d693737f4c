//! What the audit log tells of a change of the workspace itself.

use super::Workspace;
use bson::{Document, doc};
use kernel::{audit::Act, database::document::differences};

pub const CREATED: &str = "workspaces.workspace.created";
pub const CHANGED: &str = "workspaces.workspace.changed";
pub const REBRANDED: &str = "workspaces.workspace.rebranded";
pub const SECURED: &str = "workspaces.sign_in.changed";
pub const DELETED: &str = "workspaces.workspace.deleted";
pub const RESTORED: &str = "workspaces.workspace.restored";

/// The act that made `next` of `before`, with the fields that differ.
pub fn act(action: &'static str, before: Option<&Workspace>, next: &Workspace) -> Act {
    let (before, after) = differences(&before.map(fields).unwrap_or_default(), &fields(next));
    Act { action, record: next.id.to_string(), label: next.name.clone(), before, after }
}

fn fields(workspace: &Workspace) -> Document {
    let mut fields = doc! {
        "name": &workspace.name,
        "address": workspace.slug.as_str(),
        "time_zone": &workspace.time_zone,
        "currency": workspace.currency.code(),
        "language": workspace.locale.tag(),
        "two_step_required": workspace.needs_second_factor,
    };
    if let Some(brand) = workspace.brand {
        fields.insert("accent", brand.accent.to_string());
        fields.insert("background", brand.background.to_string());
    }
    if let Some(deletion) = &workspace.deletion {
        fields.insert("restorable_until", deletion.until);
    }
    fields
}
