//! `server seed --demo`: a workspace to look at, made by the same verbs as a person's.

use crate::Failure;
use crate::{config::Config, migrate, systems};
use identity::{
    email::EmailAddress,
    password,
    user::{self, User},
};
use kernel::{
    Access, AppError, AppResult, Member, Platform, Role, UserId,
    ports::{Membership, WorkspaceCard},
    transaction,
};
use links::{link, page};
use workspaces::{
    slug::Slug,
    workspace::create::{Draft, found},
};

const EMAIL: &str = "demo@mewayz.example";
const PASSWORD: &str = "four calm words here";
const NAME: &str = "Mira Kovač";
const BIO: &str =
    "Ceramics from a small studio by the river. Wheel lessons on Saturdays, a new collection each season.";
const LINKS: [(&str, &str); 12] = [
    ("Spring collection", "https://shop.example/spring"),
    ("Book a wheel lesson", "https://studio.example/lessons"),
    ("How the glazes are made", "https://video.example/glazes"),
    ("Mugs, bowls and plates", "https://shop.example/tableware"),
    ("Workshop for two", "https://studio.example/for-two"),
    ("Letters from the studio", "https://letters.example"),
    ("Where to find us this month", "https://studio.example/markets"),
    ("Care for your pieces", "https://studio.example/care"),
    ("The studio in pictures", "https://pictures.example/studio"),
    ("Gift cards", "https://shop.example/gifts"),
    ("Press and stockists", "https://studio.example/press"),
    ("Write to me", "mailto:mira@studio.example"),
];

/// Makes the demo, or says that it is there.
pub async fn run(config: Config) -> Result<String, Failure> {
    let platform = systems::platform(&config).await?;
    migrate::apply(&platform, &systems::all()).await?;
    let email = EmailAddress::parse(EMAIL)?;
    if user::store::of_email(&platform, &email).await?.is_none() {
        make(&platform, email).await?;
    }
    let url = platform.public_url();
    Ok(format!("public page  {url}/@demo\nsign in      {url}/sign-in\nemail        {EMAIL}\npassword     {PASSWORD}"))
}

async fn make(platform: &Platform, email: EmailAddress) -> AppResult<()> {
    let owner = make_user(platform, email).await?;
    let draft = Draft {
        name: NAME.into(),
        slug: Slug::read("demo").map_err(AppError::internal)?,
        time_zone: "Europe/Zagreb".into(),
    };
    let workspace = found(platform, &owner, draft).await?;
    let card: WorkspaceCard = workspace.card();
    let membership =
        Membership { user: owner, access: Access::Role(Role::Owner), workspace: card, needs_second_factor: false };
    let member = Member::named_by_operator(platform.clone(), membership);
    page::describe::describe(&member, page::description(NAME, BIO)?).await?;
    for (title, target) in LINKS {
        link::add::add(&member, link::label(title, target)?).await?;
    }
    page::publish::publish(&member).await?;
    Ok(())
}

async fn make_user(platform: &Platform, email: EmailAddress) -> AppResult<UserId> {
    let password_hash = password::pool::pool().hash(PASSWORD, platform.random()).await?;
    let user = User::new(platform, email, NAME.into(), Some(password_hash));
    let id = user.id.clone();
    transaction::run(platform.database(), |tx| {
        let (platform, user) = (platform.clone(), user.clone());
        Box::pin(async move { user::store::insert(tx, &platform, &user).await })
    })
    .await?;
    Ok(id)
}
