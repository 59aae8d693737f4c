//! Home: the one page a person looks at first. Every number is a query.

use identity::pages::passkey_offer::PasskeyOffer;
use kernel::Asked;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{LazyRoute, lazy_route};
use links::{
    link::Link,
    page::{
        LinkPage,
        get::{Builder, get_page},
    },
};
use ui::{
    Badge, Bone, ButtonKind, ButtonLink, Card, CopyButton, Faces, Glyph, Icon, IconLink, PageHeader, Skeleton, Tone,
};

/// `/home`.
pub struct HomePage;

#[lazy_route]
impl LazyRoute for HomePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let page = Asked::new(get_page);
        view! {
            <Title text="Home"/>
            <PageHeader title="Home" text="How your business is doing, and what comes next."/>
            <Faces from=page skeleton=|| view! { <Skeleton bones=vec![Bone::Block, Bone::Block, Bone::Block]/> } let:builder>
                {overview(builder)}
            </Faces>
            <div class="home-offer"><PasskeyOffer/></div>
        }
        .into_any()
    }
}

fn overview(builder: Builder) -> AnyView {
    let clicks = builder.clicks.total();
    let (shown, all) = (builder.page.links.iter().filter(|link| link.shown).count(), builder.page.links.len());
    let shown = if shown == all { all.to_string() } else { format!("{shown} of {all}") };
    view! {
        <div class="home">
            {address(&builder)}
            <dl class="figures">
                {figure("Link clicks, all time", clicks.to_string())}
                {figure("Links shown", shown)}
            </dl>
            {next_steps(&builder.page)}
            {most_opened(&builder)}
        </div>
    }
    .into_any()
}

fn figure(label: &'static str, value: String) -> impl IntoView {
    view! {
        <div class="figure">
            <dt>{label}</dt>
            <dd>{value}</dd>
        </div>
    }
}

fn address(builder: &Builder) -> AnyView {
    let url = format!("{}{}", builder.origin, builder.page.address());
    let shown = url.split("://").nth(1).unwrap_or(&url).to_owned();
    let published = builder.page.published;
    view! {
        <Card title="Your link page" actions=move || state_view(published)>
            <div class="public-address">
                {if published {
                    view! { <a href=url.clone() target="_blank" rel="noopener" dir="ltr">{shown}</a> }.into_any()
                } else {
                    view! { <span dir="ltr">{shown}</span> }.into_any()
                }}
                {published.then(|| view! {
                    <CopyButton text=url.clone() label="Copy address"/>
                    <IconLink icon=Glyph::External label="Open page" href=url.clone() new_tab=true/>
                })}
            </div>
            {(!published).then(|| view! { <p class="hint">"Visitors see it once you publish."</p> })}
        </Card>
    }
    .into_any()
}

fn state_view(published: bool) -> AnyView {
    if published {
        view! { <Badge tone=Tone::Good>"Published"</Badge> }.into_any()
    } else {
        view! { <Badge>"Draft"</Badge> }.into_any()
    }
}

/// The links that were opened most, with how often; nothing before the first click.
fn most_opened(builder: &Builder) -> Option<AnyView> {
    let clicks = |link: &Link| builder.clicks.of(&link.id);
    let mut opened: Vec<(i64, Link)> = builder.page.links.iter().map(|link| (clicks(link), link.clone())).collect();
    opened.retain(|(clicks, _)| *clicks > 0);
    opened.sort_by_key(|(clicks, _)| std::cmp::Reverse(*clicks));
    opened.truncate(5);
    (!opened.is_empty()).then(|| {
        let rows = opened.into_iter().map(|(clicks, link)| {
            view! {
                <li class="opened">
                    <span dir="auto">{link.title}</span>
                    <span class="number">{clicks}</span>
                </li>
            }
        });
        view! { <Card title="Opened most, all time"><ol class="most-opened">{rows.collect_view()}</ol></Card> }
            .into_any()
    })
}

/// What is still to do, from what is there; nothing once all is done.
fn next_steps(page: &LinkPage) -> Option<AnyView> {
    let steps = [
        (!page.links.is_empty(), "Add your first link", "Add link", "/links?new=1"),
        (!page.bio.is_empty(), "Say who you are in a line or two", "Write bio", "/links"),
        (page.published, "Publish your page", "Go to Links", "/links"),
    ];
    let next = steps.iter().position(|(done, ..)| !done)?;
    let done = steps.iter().filter(|(done, ..)| *done).count();
    let items = steps
        .into_iter()
        .enumerate()
        .map(move |(place, (done, label, act, href))| step(done, place == next, label, act, href));
    Some(
        view! {
            <Card title="Get your page out" text=format!("{done} of {} done", steps.len())>
                <ol class="steps">{items.collect_view()}</ol>
            </Card>
        }
        .into_any(),
    )
}

fn step(done: bool, is_next: bool, label: &'static str, act: &'static str, href: &'static str) -> AnyView {
    view! {
        <li class=if done { "step done" } else { "step" }>
            {done.then(|| view! { <Icon name=Glyph::Check/> })}
            <span>{label}</span>
            {if done {
                view! { <span class="visually-hidden">"Done"</span> }.into_any()
            } else {
                let kind = if is_next { ButtonKind::Primary } else { ButtonKind::Quiet };
                view! { <ButtonLink href=href kind=kind>{act}</ButtonLink> }.into_any()
            }}
        </li>
    }
    .into_any()
}
