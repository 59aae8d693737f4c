//! The doors that change roles, behind one function whose code comes after the screen's own.

use crate::role::{
    Grant, RoleKey, catalogue::written, create::create_role, duplicate::duplicate_role, edit::edit_role,
    remove::remove_role,
};
use kernel::{AppResult, RoleId};
use leptos::prelude::*;

/// What is asked of the server.
#[derive(Clone)]
pub enum Request {
    Create { name: String, grants: Vec<Grant> },
    Edit { role: RoleId, name: String, grants: Vec<Grant> },
    Duplicate(RoleId),
    Remove { role: RoleId, move_to: Option<RoleKey> },
}

/// The role that it is about afterwards, if there is one.
#[lazy]
pub async fn ask(request: Request) -> AppResult<Option<RoleId>> {
    match request {
        Request::Create { name, grants } => create_role(name, written(&grants)).await.map(Some),
        Request::Edit { role, name, grants } => {
            edit_role(role.clone(), name, written(&grants)).await.map(|()| Some(role))
        }
        Request::Duplicate(role) => duplicate_role(role).await.map(Some),
        Request::Remove { role, move_to } => remove_role(role, move_to).await.map(|()| None),
    }
}

/// Fetches the code of [`ask`] now, so that the first change does not wait for it.
pub fn be_ready() {
    let _ = lazy_preload!(ask);
}
