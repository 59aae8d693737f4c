use kernel::sealing::SealingKey;

/// Without the variable the one of every developer; production refuses to start without it.
pub(super) fn key(get: &impl Fn(&str) -> Option<String>, problems: &mut Vec<String>) -> SealingKey {
    let Some(text) = get("SECRETS_KEY") else { return SealingKey::for_development() };
    SealingKey::parse(&text).unwrap_or_else(|| {
        problems.push("  SECRETS_KEY can't be read: 64 hexadecimal digits".to_owned());
        SealingKey::for_development()
    })
}
