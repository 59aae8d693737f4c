//! `/links`: the page being built, beside what visitors will see of it.

use super::{
    add_button::AddButton,
    ask,
    desk::Desk,
    link_form::{self, LinkDialog, LinkForm},
    link_list::LinkList,
    page_form::{PageFields, PageForm, PageWords},
    preview::Preview,
    publish_bar::PublishBar,
    view_switch::ViewSwitch,
};
use crate::page::get::{Builder, get_page};
use kernel::Asked;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::{
    LazyRoute, NavigateOptions,
    hooks::{use_navigate, use_query_map},
    lazy_route,
};
use ui::{Bone, Faces, PageHeader, Skeleton, use_toasts};

/// `/links`.
pub struct LinksPage;

#[lazy_route]
impl LazyRoute for LinksPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let builder = Asked::new(get_page);
        let form = LinkForm::new();
        // An empty page has its one button in the middle, and one that did not load has none.
        let offers_add = RwSignal::new(true);
        Effect::new(move |_| {
            if !matches!(builder.get(), Some(Ok(_))) {
                offers_add.set(false);
            }
        });
        let action = move || offers_add.get().then(|| view! { <AddButton form/> });
        view! {
            <Title text="Links"/>
            <PageHeader
                title="Links"
                text="One page for everything you want people to find."
                action=move || view! { {action} }.into_any()
            />
            <Faces from=builder skeleton let:builder>
                <Workbench builder form offers_add/>
            </Faces>
        }
        .into_any()
    }
}

fn skeleton() -> AnyView {
    let list = vec![Bone::Row; 7];
    view! {
        <div class="links-editor">
            <div class="links-main"><Skeleton bones=list/></div>
            <div class="links-preview"><Skeleton bones=vec![Bone::Block]/></div>
        </div>
    }
    .into_any()
}

/// The two halves of the screen and its dialogs.
#[component]
fn Workbench(builder: Builder, form: LinkForm, offers_add: RwSignal<bool>) -> impl IntoView {
    let Builder { page, clicks, origin, may_edit, may_describe, only_of, may_publish } = builder;
    let (page_form, previewing) = (PageForm::new(&page), RwSignal::new(false));
    let desk = Desk::new(page, use_toasts());
    let shown = desk.clone();
    let page = Memo::new(move |_| shown.page());
    let fields = if may_describe {
        view! { <PageFields form=page_form desk=desk.clone() page/> }.into_any()
    } else {
        view! { <PageWords page/> }.into_any()
    };
    Effect::new(move |_| offers_add.set(may_edit && page.with(|page| !page.links.is_empty())));
    open_when_asked(form, may_edit);
    ask::be_ready();
    link_form::be_ready();
    view! {
        <ViewSwitch previewing/>
        <div class="links-editor" class:previewing=move || previewing.get()>
            <div class="links-main" id="links-main">
                <PublishBar desk=desk.clone() page origin may_publish/>
                {fields}
                <LinkList desk=desk.clone() page clicks form may_edit only_of/>
            </div>
            <Preview page words=Signal::derive(move || page_form.words())/>
        </div>
        <LinkDialog form desk/>
    }
    .into_any()
}

/// `?new=1` opens the dialog, and leaves the address so that it can be asked again.
fn open_when_asked(form: LinkForm, may_edit: bool) {
    let query = use_query_map();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if may_edit && query.with(|query| query.get_str("new") == Some("1")) {
            form.add();
            navigate("/links", NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() });
        }
    });
}
