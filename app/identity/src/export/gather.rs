//! What stands in the file: all that is kept of the person under their own name. No secret is in
//! it, not even a hashed one.

use crate::{openid, passkey, session, time_zone, totp, trusted_device, user::User};
use kernel::{AppResult, Platform, Timestamp, ports::Membership};
use serde_json::{Value, json};

pub async fn gather(platform: &Platform, user: &User) -> AppResult<Value> {
    let sessions = session::store::of_user(platform, &user.id).await?;
    let memberships = platform.ports().memberships.all_of_user(platform, &user.id).await?;
    let sessions: Vec<Value> = sessions
        .iter()
        .map(|session| {
            json!({
                "device": session.device,
                "time_zone": session.time_zone,
                "signed_in_at": written(session.created_at),
                "last_used_at": written(session.last_used_at),
                "signed_out_without_use_at": written(session.expires_at),
                "two_steps": session.second_factor,
            })
        })
        .collect();
    Ok(json!({
        "about": "All that Mewayz keeps about you as a person. What your workspaces hold belongs to them.",
        "made_at": written(platform.now()),
        "profile": {
            "id": user.id.as_str(),
            "name": user.name,
            "email": user.email.as_str(),
            "language": user.language.tag(),
            "time_zone": user.time_zone,
            "registered_at": written(user.created_at),
        },
        "ways_in": ways_in(platform, user).await?,
        "devices": { "signed_in": sessions, "known": user.known_devices },
        "workspaces": memberships.iter().map(place).collect::<Vec<_>>(),
    }))
}

async fn ways_in(platform: &Platform, user: &User) -> AppResult<Value> {
    let linked = openid::store::all_of_user(platform, &user.id).await?;
    let linked: Vec<Value> = linked
        .iter()
        .map(|identity| json!({ "issuer": identity.issuer, "subject": identity.subject, "email": identity.email.as_str() }))
        .collect();
    let passkeys = passkey::store::of_user(platform, &user.id).await?;
    let passkeys: Vec<Value> = passkeys
        .iter()
        .map(|passkey| {
            json!({
                "name": passkey.name,
                "added_at": written(passkey.created_at),
                "last_used_at": passkey.last_used_at.map(written),
            })
        })
        .collect();
    let app = totp::store::of_user(platform, &user.id).await?;
    let remembered = trusted_device::store::remembered(platform, &user.id).await?;
    Ok(json!({
        "password": user.password_hash.is_some(),
        "linked": linked,
        "passkeys": passkeys,
        "authenticator_app_added_at": app.map(|app| written(app.added_at)),
        "devices_that_skip_the_second_step": remembered.iter().map(|device| &device.device).collect::<Vec<_>>(),
    }))
}

fn place(membership: &Membership) -> Value {
    let workspace = &membership.workspace;
    json!({
        "id": workspace.id.as_str(),
        "name": workspace.name,
        "address": workspace.slug,
        "role": membership.access.name(),
    })
}

/// RFC 3339, in UTC.
fn written(at: Timestamp) -> String {
    time_zone::rfc3339(at)
}
