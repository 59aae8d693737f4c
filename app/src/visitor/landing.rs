//! `/`: what Mewayz is and how to start.

use kernel::page::VisitorPage;
use leptos::prelude::*;
use ui::{Glyph, IconInline};

pub fn draw() -> VisitorPage {
    VisitorPage {
        title: "Mewayz: your business behind one link".into(),
        description:
            "The link in your bio, as a page of your own: made on your phone in minutes, open in a blink everywhere."
                .into(),
        language: "en",
        sheet: "landing",
        indexed: true,
        canonical: Some("/".into()),
        status: 200,
        body: body(),
    }
}

fn body() -> AnyView {
    view! {
        <header class="bar">
            <a class="wordmark" href="/">"Mewayz"</a>
            <nav aria-label="Account">
                <a href="/sign-in">"Sign in"</a>
                <a class="button" href="/register">"Start free"</a>
            </nav>
        </header>
        <main>
            <section class="hero">
                <div class="pitch">
                    <h1>"Everything you do, " <em>"behind one link"</em></h1>
                    <p>
                        "Put your shop, your videos, your next date and your contact on one page that is yours. \
                        Build it with a thumb, change it whenever you like, see what people open."
                    </p>
                    <div class="actions"><a class="button primary" href="/register">"Make your page"</a></div>
                    <p class="fine">"Free, no card needed."</p>
                </div>
                <div class="phone" aria-hidden="true">
                    <i>"MK"</i>
                    <b>"Mira Kovač"</b>
                    <span>"Ceramics from a small studio"</span>
                    <u>"Spring collection"</u>
                    <u>"Book a wheel lesson"</u>
                    <u>"How the glazes are made"</u>
                    <u>"Write to me"</u>
                </div>
            </section>
            <section class="features">
                {feature(Glyph::Bolt, "There in a blink", "Your page weighs less than one photo and needs no scripts, so it opens on any phone and any connection.")}
                {feature(Glyph::Phone, "Made with a thumb", "Drag, type, publish. Everything works on the phone in your hand, and with a keyboard at your desk.")}
                {feature(Glyph::Chart, "Know what works", "Each link counts its clicks. No cookies, nothing that follows your visitors around.")}
            </section>
            <section class="steps">
                <h2>"On air in three minutes"</h2>
                <ol>
                    <li><b>"Name it."</b> " Your name becomes your address."</li>
                    <li><b>"Fill it."</b> " Add what people should find and put it in order."</li>
                    <li><b>"Publish it."</b> " Paste the address into your profiles."</li>
                </ol>
            </section>
            <section class="closing">
                <h2>"Your link is still free"</h2>
                <a class="button primary" href="/register">"Make your page"</a>
            </section>
        </main>
        <footer class="foot">
            <span class="wordmark">"Mewayz"</span>
            <p>"One place for the business you run from your phone."</p>
        </footer>
    }
    .into_any()
}

fn feature(icon: Glyph, title: &'static str, text: &'static str) -> impl IntoView {
    view! {
        <div class="feature">
            <IconInline name=icon/>
            <h2>{title}</h2>
            <p>{text}</p>
        </div>
    }
}
