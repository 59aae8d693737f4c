use leptos::prelude::*;

use crate::{
    Avatar, AvatarSize, Badge, Bone, Button, ButtonKind, ButtonLink, Card, Command, CopyButton, Crumb, EmptyState,
    ErrorState, Finder, Glyph, Icon, IconButton, IconLink, Notice, PageHeader, Palette, RelativeTime, Skeleton, Tabs,
    ThemeSwitch, Tone, gallery_fields::fields, gallery_lists::lists, gallery_overlays::overlays, use_online,
};

/// Every component in every state, for eyes and for screenshot tests.
#[component]
pub fn Gallery() -> impl IntoView {
    let palette = RwSignal::new(false);
    view! {
        <PageHeader
            title="Components"
            text="Every component in every state. What is not here is not in the product."
            crumbs=vec![Crumb::new("Home", "/home")]
            extras=|| view! { <Badge>"Development"</Badge> }
            action=move || {
                view! {
                    <Button kind=ButtonKind::Primary icon=Glyph::Search on_press=move |()| palette.set(true)>
                        "Find a command"
                    </Button>
                }
            }
        />
        <div class="gallery">
            {section("Buttons", buttons())}
            {section("Fields", fields())}
            {section("States in words", words())}
            {section("Cards and people", cards())}
            {section("Four faces", faces())}
            {section("Lists", lists())}
            {section("Over the page", overlays())}
            {section("Views of one subject", tabs())}
            {section("Theme, time, connection", surroundings())}
            {section("Icons", icons())}
        </div>
        <Palette open=palette><Finder open=palette commands=commands()/></Palette>
    }
    .into_any()
}

fn section(title: &'static str, content: AnyView) -> AnyView {
    view! {
        <section class="gallery-section">
            <h2>{title}</h2>
            {content}
        </section>
    }
    .into_any()
}

fn buttons() -> AnyView {
    view! {
        <div class="cluster">
            <Button kind=ButtonKind::Primary icon=Glyph::Plus>"Add link"</Button>
            <Button kind=ButtonKind::Primary>"Publish page"</Button>
            <Button>"Preview"</Button>
            <Button icon=Glyph::Share>"Share"</Button>
            <Button kind=ButtonKind::Plain>"Cancel"</Button>
            <Button kind=ButtonKind::Danger icon=Glyph::Trash>"Delete page"</Button>
            <ButtonLink href="#icons" icon=Glyph::External>"A link"</ButtonLink>
        </div>
        <div class="cluster">
            <Button kind=ButtonKind::Primary busy=true>"Publish page"</Button>
            <Button busy=true>"Preview"</Button>
            <Button kind=ButtonKind::Danger busy=true>"Delete page"</Button>
            <IconButton icon=Glyph::Edit label="Edit"/>
            <IconButton icon=Glyph::More label="More" kind=ButtonKind::Quiet/>
            <IconButton icon=Glyph::Refresh label="Refresh" busy=true/>
            <IconLink icon=Glyph::External label="Open the page" href="#icons"/>
            <CopyButton text="https://mewayz.com/@mira" label="Copy address"/>
        </div>
        <Button>{LONG}</Button>
    }
    .into_any()
}

fn words() -> AnyView {
    view! {
        <div class="cluster">
            <Badge>"Draft"</Badge>
            <Badge tone=Tone::Accent>"New"</Badge>
            <Badge tone=Tone::Good>"Published"</Badge>
            <Badge tone=Tone::Warn>"Trial ends soon"</Badge>
            <Badge tone=Tone::Bad>"Payment failed"</Badge>
        </div>
        <div class="stack tight">
            <Notice>"Your page is a draft. Only members of this workspace see it."</Notice>
            <Notice tone=Tone::Good>"The address is saved."</Notice>
            <Notice tone=Tone::Warn>"You are offline. What you see is from 14:02; changes wait until you are back."</Notice>
            <Notice tone=Tone::Bad>"This address is taken. Choose another one."</Notice>
        </div>
    }
    .into_any()
}

fn cards() -> AnyView {
    view! {
        <div class="gallery-grid">
            <Card title="Visits" text="412 visits this week">
                <p class="muted">"Most of them from Instagram."</p>
            </Card>
            <Card title="Workspace" actions=|| view! { <Button icon=Glyph::Edit>"Edit"</Button> }>
                <div class="cluster">
                    <Avatar name="Mira Kovač Ceramics" square=true size=AvatarSize::Large/>
                    <Avatar name="Mira Kovač" size=AvatarSize::Large/>
                    <Avatar name="Ada Lovelace"/>
                    <Avatar name="محمد علي"/>
                    <Avatar name="👩🏽‍🚀 Space"/>
                    <Avatar name="" size=AvatarSize::Small/>
                </div>
            </Card>
            <Card title=LONG>
                <p>{LONG}</p>
            </Card>
        </div>
    }
    .into_any()
}

fn faces() -> AnyView {
    view! {
        <div class="gallery-grid">
            <Skeleton bones=vec![Bone::Title, Bone::Line, Bone::ShortLine, Bone::Row, Bone::Row, Bone::Row]/>
            <EmptyState
                icon=Glyph::Link
                title="No links yet"
                text="Add the first one: a shop, a calendar, a newsletter. Visitors see them in this order."
                action=|| view! { <Button kind=ButtonKind::Primary icon=Glyph::Plus>"Add link"</Button> }
            />
            <ErrorState
                title="Your links did not load"
                text="Nothing was lost. Check the connection, then try again."
                on_retry=|| ()
                trace_id="req_01hx7c9f4m"
            />
        </div>
    }
    .into_any()
}

fn tabs() -> AnyView {
    let selected = RwSignal::new(0);
    let panel = |index: usize| view! { <p class="muted">{format!("What the tab {} shows.", index + 1)}</p> }.into_any();
    let words = ["Links", "Appearance", "Statistics"].map(String::from).to_vec();
    view! { <Tabs id="gallery-tabs" label="Page" tabs=words selected panel/> }.into_any()
}

fn surroundings() -> AnyView {
    let online = use_online();
    view! {
        <div class="cluster">
            <ThemeSwitch name="gallery-theme"/>
            <span>"Changed " <RelativeTime at=1_767_225_600_000/></span>
            <Badge tone=Signal::derive(move || if online.get() { Tone::Good } else { Tone::Warn })>
                {move || if online.get() { "Online" } else { "Offline" }}
            </Badge>
        </div>
    }
    .into_any()
}

fn icons() -> AnyView {
    let drawings = Glyph::ALL.iter().map(|glyph| view! { <li><Icon name=*glyph/>{glyph.id()}</li> }).collect_view();
    view! { <ul class="gallery-icons" id="icons">{drawings}</ul> }.into_any()
}

fn commands() -> Vec<Command> {
    vec![
        Command::go("Home", "Page", Glyph::Home, "/home"),
        Command::go("Links", "Page", Glyph::Link, "/links"),
        Command::go("Settings", "Page", Glyph::Settings, "/settings"),
        Command::run("Add link", "Action", Glyph::Plus, || ()),
    ]
}

/// What people paste: one word of two hundred letters.
pub(crate) const LONG: &str = "LlanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochLlanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochLlanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochLlanfairpwllgwyngyllgogerych";
