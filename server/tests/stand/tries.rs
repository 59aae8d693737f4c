//! How each door is tried: with its sample, with ids of a company, with ids that are nobody's.

use super::{Stand, answer::Answer, ask::Ask, company::Company, person::Person};
use kernel::{AppError, Door, Permission};
use std::collections::BTreeMap;

pub type Ids = BTreeMap<&'static str, String>;

/// All doors.
pub fn doors() -> Vec<Door> {
    server::systems::all().iter().flat_map(|system| system.doors.iter().copied()).collect()
}

/// Those of members, with the permission that each asks for.
pub fn member_doors() -> Vec<(Door, Permission)> {
    doors().into_iter().filter_map(|door| Some((door, door.authority.permission()?))).collect()
}

/// A well-formed id that is nobody's, of the same kind.
pub fn missing(id: &str) -> String {
    format!("{}_{}", id.split('_').next().unwrap(), "0".repeat(26))
}

/// The id that `company` would use as `name` of the door. A door with an id of a new kind gets
/// its line here.
pub fn id_of(company: &Company, door: &Door, name: &str, second_device: &Person) -> String {
    match (door.path, name) {
        (path, "id") if path.starts_with("/api/links/link/") => company.links[0].clone(),
        ("/api/links/link/move", "before") => company.links[1].clone(),
        ("/api/identity/sessions/end", "id") => second_device.session.to_string(),
        ("/api/identity/passkeys/rename" | "/api/identity/passkeys/remove", "id") => company.passkey.clone(),
        ("/api/identity/trusted_devices/forget", "id") => company.trusted_device.clone(),
        ("/api/identity/deletions/request", "workspaces[0]")
        | ("/api/workspaces/workspace/switch" | "/api/workspaces/workspace/restore", "workspace") => {
            company.workspace.to_string()
        }
        (path, name) if path.starts_with("/api/workspaces/") => company.id_of_team(name),
        (path, name) => panic!("say in stand/tries.rs which id `{name}` of {path} is"),
    }
}

/// The company's own ids for the door.
pub fn ids_of(company: &Company, door: &Door) -> Ids {
    door.ids.iter().map(|name| (*name, id_of(company, door, name, &company.owner))).collect()
}

/// Ids for the door that are nobody's.
pub fn missing_ids(company: &Company, door: &Door) -> Ids {
    ids_of(company, door).into_iter().map(|(name, id)| (name, missing(&id))).collect()
}

/// Fields for the door: its sample, then its ids, some of them replaced.
pub fn fields(door: &Door, ids: &BTreeMap<&str, String>) -> String {
    let sample = form_urlencoded::parse(door.sample.as_bytes());
    let mut all = form_urlencoded::Serializer::new(String::new());
    all.extend_pairs(sample.filter(|(name, _)| !ids.contains_key(name.as_ref())));
    all.extend_pairs(ids);
    all.finish()
}

/// The door, tried by somebody with these ids.
pub async fn try_door(stand: &Stand, door: &Door, ids: &Ids, by: &Person) -> Answer {
    stand.send(Ask::door(door, &fields(door, ids)).by(by)).await
}

pub fn is_malformed(answer: &Answer) -> bool {
    serde_json::from_slice(&answer.body)
        .is_ok_and(|error: AppError| error.of_field("") == Some("The request is not well-formed."))
}
