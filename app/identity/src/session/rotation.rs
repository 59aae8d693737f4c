//! A new token in the old one's place, with the next document: a browser that loads one keeps its
//! cookies before it asks for anything else.

use super::{record::Session, store};
use crate::cookies;
use kernel::{AppResult, Platform, Token, answer::ToDocument};
use leptos::prelude::use_context;

/// Exchanges the token if that is due and a document is asked for. Of documents that are asked for
/// at once, one brings the new token; the others get by with the old one for a moment.
pub async fn at_document(platform: &Platform, session: &Session, token: &Token) -> AppResult<()> {
    if !session.rotate_due || use_context::<ToDocument>().is_none() {
        return Ok(());
    }
    let next = Token::generate(platform);
    if store::exchange(platform, &session.id, token, &next).await? {
        cookies::keep_session(platform, &next);
    }
    Ok(())
}
