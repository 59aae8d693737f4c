use super::entrance::{keeping, secret};
use crate::export::store;
use kernel::{
    AppError, AppResult, SignedIn,
    page::{Visit, VisitorAnswer},
};

/// The file with the person's data, for them alone: somebody else's looks like none.
pub async fn answer(visit: Visit) -> AppResult<VisitorAnswer> {
    let token = secret(&visit);
    let Some(person) = SignedIn::find().await? else {
        return Ok(VisitorAnswer::SeeOther(keeping("/sign-in", &visit.path)));
    };
    let token = token.ok_or(AppError::NotFound)?;
    let export = store::find(person.platform(), person.user(), &token).await?;
    let file = export.and_then(|export| export.file).ok_or(AppError::NotFound)?;
    Ok(VisitorAnswer::File {
        name: "mewayz-data.json".to_owned(),
        media_type: "application/json",
        bytes: file.into_bytes(),
    })
}
