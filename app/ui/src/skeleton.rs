use leptos::prelude::*;

/// One grey shape of a skeleton.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bone {
    Title,
    Line,
    ShortLine,
    /// A row of a list.
    Row,
    /// A card.
    Block,
    /// An avatar.
    Disc,
}

/// The final layout in grey, while its content is on the way.
#[component]
pub fn Skeleton(
    /// The shapes, from the top.
    #[prop(into)]
    bones: Vec<Bone>,
) -> impl IntoView {
    let shapes = bones
        .into_iter()
        .map(|bone| {
            let class = match bone {
                Bone::Title => "bone title",
                Bone::Line => "bone",
                Bone::ShortLine => "bone short",
                Bone::Row => "bone row",
                Bone::Block => "bone block",
                Bone::Disc => "bone disc",
            };
            view! { <span class=class></span> }.into_any()
        })
        .collect_view();
    view! {
        <div class="skeleton" aria-busy="true">
            <span class="visually-hidden">"Loading"</span>
            {shapes}
        </div>
    }
    .into_any()
}
