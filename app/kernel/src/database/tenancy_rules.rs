//! What a tenant's filter, update and pipeline may contain. Pure: the proofs are below.

use super::store_error::StoreError;
use crate::WorkspaceId;
use bson::{Bson, Document, doc};

const TENANT_KEY: &str = "workspace_id";

/// The filter, limited to the workspace.
pub fn scope_filter(workspace: &WorkspaceId, filter: Document) -> Result<Document, StoreError> {
    if mentions(&filter, TENANT_KEY) {
        return Err(StoreError::Refused("a filter may not name workspace_id"));
    }
    if runs_scripts(&filter) {
        return Err(StoreError::Refused("a filter may not run scripts"));
    }
    let mut scoped = doc! { TENANT_KEY: workspace.as_str() };
    scoped.extend(filter);
    Ok(scoped)
}

/// An update made of operators, none of which touches `workspace_id` or `_id`.
pub fn check_update(update: &Document) -> Result<(), StoreError> {
    if update.is_empty() || update.keys().any(|key| !key.starts_with('$')) {
        return Err(StoreError::Refused("an update is made of operators"));
    }
    for (operator, fields) in update {
        let Bson::Document(fields) = fields else {
            return Err(StoreError::Refused("an update operator takes a document"));
        };
        for (field, value) in fields {
            let renamed_to = if operator == "$rename" { value.as_str() } else { None };
            if is_identity(field) || renamed_to.is_some_and(is_identity) {
                return Err(StoreError::Refused("an update may not change whose record it is"));
            }
        }
    }
    Ok(())
}

fn is_identity(field: &str) -> bool {
    let root = field.split('.').next().unwrap_or(field);
    root == TENANT_KEY || root == "_id"
}

/// The pipeline, starting with the workspace's documents and never leaving them: a stage that
/// reads another collection must itself begin by matching the workspace; none may write.
pub fn scope_pipeline(workspace: &WorkspaceId, stages: Vec<Document>) -> Result<Vec<Document>, StoreError> {
    if stages.iter().any(runs_scripts) {
        return Err(StoreError::Refused("a pipeline may not run scripts"));
    }
    check_stages(workspace, &stages)?;
    let mut scoped = vec![doc! { "$match": { TENANT_KEY: workspace.as_str() } }];
    scoped.extend(stages);
    Ok(scoped)
}

fn check_stages(workspace: &WorkspaceId, stages: &[Document]) -> Result<(), StoreError> {
    stages.iter().flat_map(Document::iter).try_for_each(|(name, stage)| check_stage(workspace, name, stage))
}

fn check_stage(workspace: &WorkspaceId, name: &str, stage: &Bson) -> Result<(), StoreError> {
    match name {
        "$match" | "$project" | "$group" | "$sort" | "$limit" | "$skip" | "$unwind" | "$count" | "$set"
        | "$addFields" | "$unset" | "$replaceRoot" | "$replaceWith" | "$bucket" | "$sortByCount"
        | "$setWindowFields" | "$densify" | "$fill" | "$sample" => Ok(()),
        "$facet" => {
            let facets = stage.as_document().into_iter().flat_map(Document::values);
            facets.map(stages_of).try_for_each(|inner| check_stages(workspace, &inner))
        }
        "$lookup" | "$unionWith" => {
            let inner = stage.as_document().and_then(|d| d.get("pipeline")).map(stages_of).unwrap_or_default();
            let scoped = inner
                .first()
                .and_then(|first| first.get_document("$match").ok())
                .is_some_and(|matched| matched.get_str(TENANT_KEY).is_ok_and(|id| id == workspace.as_str()));
            if !scoped {
                return Err(StoreError::Refused("a stage reaches another collection without its workspace"));
            }
            check_stages(workspace, &inner)
        }
        _ => Err(StoreError::Refused("this pipeline stage is not open to tenants")),
    }
}

fn stages_of(value: &Bson) -> Vec<Document> {
    value.as_array().into_iter().flatten().filter_map(Bson::as_document).cloned().collect()
}

fn runs_scripts(document: &Document) -> bool {
    ["$where", "$function", "$accumulator"].into_iter().any(|script| mentions(document, script))
}

fn mentions(document: &Document, key: &str) -> bool {
    document.iter().any(|(name, value)| name == key || name.starts_with(&format!("{key}.")) || inside(value, key))
}

fn inside(value: &Bson, key: &str) -> bool {
    match value {
        Bson::Document(document) => mentions(document, key),
        Bson::Array(values) => values.iter().any(|value| inside(value, key)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;
    use proptest::prelude::*;

    /// Any value a filter may hold, some levels deep; `$`-operators among the keys.
    fn values() -> impl Strategy<Value = Bson> {
        let leaf = prop_oneof![any::<i64>().prop_map(Bson::from), "[a-z]{0,4}".prop_map(Bson::from), Just(Bson::Null)];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Bson::Array),
                documents(inner).prop_map(Bson::Document),
            ]
        })
    }

    fn documents(value: impl Strategy<Value = Bson>) -> impl Strategy<Value = Document> {
        prop::collection::vec((r"(\$or|\$not|[a-z_]{1,6})", value), 0..4).prop_map(Document::from_iter)
    }

    /// `filter` somewhere inside of documents and arrays, one level for each turn.
    fn buried(filter: Document, turns: &[bool]) -> Document {
        turns.iter().fold(filter, |inner, in_array| {
            if *in_array {
                doc! { "a": 1, "$or": [ { "b": 2 }, [ inner ] ] }
            } else {
                doc! { "$not": inner }
            }
        })
    }

    proptest! {
        #[test]
        fn a_filter_is_kept_whole_and_begins_with_the_workspace(filter in documents(values())) {
            let scoped = scope_filter(&ours(), filter.clone()).unwrap();
            let mut expected = doc! { "workspace_id": ours().as_str() };
            expected.extend(filter);
            prop_assert_eq!(scoped, expected);
        }

        #[test]
        fn a_forbidden_name_is_found_however_deep(
            filter in documents(values()),
            name in prop_oneof![Just("workspace_id"), Just("workspace_id.x"), Just("$where"), Just("$function"), Just("$accumulator")],
            turns in prop::collection::vec(any::<bool>(), 0..6),
        ) {
            let mut filter = filter;
            filter.insert(name, "x");
            prop_assert!(scope_filter(&ours(), buried(filter, &turns)).is_err());
        }

        #[test]
        fn no_operator_may_touch_whose_record_it_is(
            operator in r"\$(set|unset|inc|push|min|setOnInsert|currentDate|rename|[a-z]{1,9})",
            field in prop_oneof![Just("workspace_id"), Just("_id"), Just("workspace_id.0"), Just("_id.x")],
            value in values(),
        ) {
            let mut fields = doc! { "title": "t" };
            fields.insert(field, value);
            let mut update = doc! { "$mul": { "n": 2 } };
            update.insert(operator, fields);
            prop_assert!(check_update(&update).is_err());
        }
    }

    fn ours() -> WorkspaceId {
        WorkspaceId::generate(Timestamp::from_millis(1), [1; 10])
    }

    fn theirs() -> WorkspaceId {
        WorkspaceId::generate(Timestamp::from_millis(1), [2; 10])
    }

    #[test]
    fn a_filter_cannot_name_another_workspace_at_any_depth() {
        for filter in [
            doc! { "workspace_id": theirs().as_str() },
            doc! { "$or": [ { "workspace_id": theirs().as_str() }, { "a": 1 } ] },
            doc! { "$nor": [ { "$and": [ { "workspace_id": { "$exists": true } } ] } ] },
            doc! { "$where": "true" },
        ] {
            assert!(scope_filter(&ours(), filter.clone()).is_err(), "{filter}");
        }
        assert_eq!(scope_filter(&ours(), doc! { "a": 1 }).unwrap(), doc! { "workspace_id": ours().as_str(), "a": 1 });
    }

    #[test]
    fn an_update_cannot_move_a_record() {
        for update in [
            doc! { "$set": { "workspace_id": theirs().as_str() } },
            doc! { "$set": { "workspace_id.x": 1 } },
            doc! { "$unset": { "workspace_id": "" } },
            doc! { "$rename": { "title": "workspace_id" } },
            doc! { "$setOnInsert": { "_id": "x" } },
            doc! { "title": "a replacement" },
            doc! {},
        ] {
            assert!(check_update(&update).is_err(), "{update}");
        }
        assert!(check_update(&doc! { "$set": { "title": "t" }, "$inc": { "n": 1 } }).is_ok());
    }

    #[test]
    fn a_pipeline_cannot_reach_a_foreign_collection() {
        let foreign = doc! { "$lookup": { "from": "users", "as": "u", "pipeline": [] } };
        let smuggled = doc! { "$facet": { "a": [ foreign.clone() ] } };
        let others = doc! { "$unionWith": { "coll": "pages", "pipeline": [ { "$match": { "workspace_id": theirs().as_str() } } ] } };
        for stage in [
            foreign,
            smuggled,
            others,
            doc! { "$out": "x" },
            doc! { "$merge": { "into": "x" } },
            doc! { "$unionWith": "pages" },
            doc! { "$match": { "$expr": { "$function": {} } } },
            doc! { "$graphLookup": { "from": "x" } },
        ] {
            assert!(scope_pipeline(&ours(), vec![stage.clone()]).is_err(), "{stage}");
        }
        let own = doc! { "$lookup": { "from": "links", "as": "l", "pipeline": [ { "$match": { "workspace_id": ours().as_str() } } ] } };
        let scoped = scope_pipeline(&ours(), vec![own]).unwrap();
        assert_eq!(scoped[0], doc! { "$match": { "workspace_id": ours().as_str() } });
    }
}
