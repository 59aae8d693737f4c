//! Bundles and minifies each sheet into one string, with its `@import`s inlined.

use std::{env, error::Error, fs, path::Path};

use lightningcss::{
    bundler::{Bundler, FileProvider},
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions},
    targets::{Browsers, Features, Targets},
};

const SHEETS: [&str; 5] =
    ["console.css", "public/landing.css", "public/identity.css", "public/links.css", "public/notice.css"];

fn main() -> Result<(), Box<dyn Error>> {
    let here = env::var("CARGO_MANIFEST_DIR")?;
    let out = env::var("OUT_DIR")?;
    for folder in ["ui", "systems", "public"] {
        println!("cargo::rerun-if-changed={here}/{folder}");
    }
    for sheet in ["tokens.css", "base.css", "console.css", "public.css"] {
        println!("cargo::rerun-if-changed={here}/{sheet}");
    }
    for sheet in SHEETS {
        let css = bundle(&Path::new(&here).join(sheet))?;
        let name = Path::new(sheet).file_name().ok_or("a sheet has no name")?;
        fs::write(Path::new(&out).join(name), css)?;
    }
    Ok(())
}

fn bundle(path: &Path) -> Result<String, Box<dyn Error>> {
    // Where `system-ui` is known, a list of its former names is only weight.
    let targets =
        Targets { browsers: Some(browsers()), include: Features::empty(), exclude: Features::FontFamilySystemUi };
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(path).map_err(|error| error.to_string())?;
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(|error| error.to_string())?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| error.to_string())?;
    Ok(printed.code)
}

/// What was current two years ago: nesting, layers, `light-dark()` and container queries are native.
fn browsers() -> Browsers {
    let version = |major: u32, minor: u32| Some(major << 16 | minor << 8);
    Browsers {
        android: version(124, 0),
        chrome: version(124, 0),
        edge: version(124, 0),
        firefox: version(125, 0),
        ios_saf: version(17, 5),
        safari: version(17, 5),
        samsung: version(27, 0),
        ..Browsers::default()
    }
}
