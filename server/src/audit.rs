//! `server audit verify`: whether the logs of who did what are what was written.

use crate::{Failure, config::Config, systems};
use workspaces::audit::verify::Chain;

/// Tells of each workspace as soon as it is known; fails when a chain is broken.
pub async fn verify(config: Config, workspace: Option<&str>, tell: impl Fn(String)) -> Result<(), Failure> {
    let platform = systems::platform(&config).await?;
    let whole = workspaces::audit::verify::verify(&platform, workspace, |chain| tell(line(&chain))).await?;
    if whole { Ok(()) } else { Err("a log was tampered with, or part of it is gone".into()) }
}

/// `acme  412 entries  whole`.
fn line(chain: &Chain) -> String {
    let Some(verified) = chain.verified else { return format!("{:<30}  being removed", chain.slug) };
    let state = match verified.broken_at {
        None => "whole".to_owned(),
        Some(seq) => format!("broken at entry {seq}"),
    };
    format!("{:<30}  {:>8} entries  {state}", chain.slug, verified.entries)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::audit::Verified;

    #[test]
    fn a_broken_chain_is_told_with_the_place() {
        let line_of =
            |broken_at| line(&Chain { slug: "acme".into(), verified: Some(Verified { entries: 412, broken_at }) });
        assert!(line_of(None).starts_with("acme ") && line_of(None).ends_with("412 entries  whole"));
        assert!(line_of(Some(37)).ends_with("broken at entry 37"));
    }

    #[test]
    fn a_chain_that_goes_with_its_workspace_is_told_as_such() {
        assert!(line(&Chain { slug: "acme".into(), verified: None }).ends_with("being removed"));
    }
}
