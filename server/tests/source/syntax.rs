//! What the compiler would see in a file.

use super::{Source, production_files};
use quote::ToTokens as _;
use syn::{
    Attribute, Block, Expr, ImplItemConst, ImplItemFn, ItemFn, ItemImpl, ItemMod, Lit, Stmt,
    visit::{self, Visit},
};

/// A function, free or of a type, outside of `#[cfg(test)]`.
#[derive(Debug, Clone)]
pub struct Function {
    pub file: String,
    pub name: String,
    pub attributes: Vec<String>,
    /// Its body's tokens, a space between each.
    pub body: String,
    /// Statements, those inside of blocks too.
    pub statements: usize,
}

impl Function {
    pub fn place(&self) -> String {
        format!("{} {}", self.file, self.name)
    }
}

/// A server function.
#[derive(Debug, Clone)]
pub struct DoorFunction {
    pub function: Function,
    /// What stands in `#[server(…)]`.
    pub arguments: String,
}

impl DoorFunction {
    /// The text of an argument such as `endpoint = "…"`.
    pub fn argument(&self, name: &str) -> Option<&str> {
        self.arguments.split_once(&format!("{name} = \""))?.1.split('"').next()
    }
}

/// `impl Trait for Type`, with the constants that it sets to a text.
#[derive(Debug, Clone)]
pub struct Implementation {
    pub file: String,
    pub of: String,
    pub for_type: String,
    pub texts: Vec<(String, String)>,
}

#[derive(Default)]
pub struct Outline {
    file: String,
    pub functions: Vec<Function>,
    pub implementations: Vec<Implementation>,
    /// Names of modules that are declared.
    pub modules: Vec<String>,
}

pub fn outline(source: &Source) -> Outline {
    let file = syn::parse_file(&source.text).unwrap_or_else(|error| panic!("{}: {error}", source.path));
    let mut outline = Outline { file: source.path.clone(), ..Outline::default() };
    outline.visit_file(&file);
    outline
}

/// The server functions of all packages.
pub fn doors() -> Vec<DoorFunction> {
    let functions = production_files().into_iter().flat_map(|file| outline(&file).functions);
    functions.filter_map(door).collect()
}

fn door(function: Function) -> Option<DoorFunction> {
    let attribute = function.attributes.iter().find(|text| text.starts_with("# [server"))?;
    let arguments = attribute.trim_start_matches("# [server").trim_end_matches(']').trim().to_owned();
    Some(DoorFunction { function, arguments })
}

impl Outline {
    fn note(&mut self, name: String, attributes: &[Attribute], block: &Block) {
        let mut statements = Statements(0);
        statements.visit_block(block);
        self.functions.push(Function {
            file: self.file.clone(),
            name,
            attributes: attributes.iter().map(|a| a.to_token_stream().to_string()).collect(),
            body: block.to_token_stream().to_string(),
            statements: statements.0,
        });
    }
}

struct Statements(usize);

impl Visit<'_> for Statements {
    fn visit_stmt(&mut self, statement: &Stmt) {
        self.0 += 1;
        visit::visit_stmt(self, statement);
    }
}

impl Visit<'_> for Outline {
    fn visit_item_mod(&mut self, module: &ItemMod) {
        self.modules.push(module.ident.to_string());
        let for_tests = module.attrs.iter().any(|a| a.to_token_stream().to_string() == "# [cfg (test)]");
        if !for_tests {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &ItemFn) {
        self.note(function.sig.ident.to_string(), &function.attrs, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &ImplItemFn) {
        self.note(function.sig.ident.to_string(), &function.attrs, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_item_impl(&mut self, implementation: &ItemImpl) {
        if let Some((_, path, _)) = &implementation.trait_ {
            let constants = implementation.items.iter().filter_map(|item| match item {
                syn::ImplItem::Const(constant) => text(constant),
                _ => None,
            });
            self.implementations.push(Implementation {
                file: self.file.clone(),
                of: path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default(),
                for_type: implementation.self_ty.to_token_stream().to_string(),
                texts: constants.collect(),
            });
        }
        visit::visit_item_impl(self, implementation);
    }
}

fn text(constant: &ImplItemConst) -> Option<(String, String)> {
    match &constant.expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some((constant.ident.to_string(), text.value())),
            _ => None,
        },
        _ => None,
    }
}
