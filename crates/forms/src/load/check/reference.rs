//! Names of lists, kinds, roles, stages, fields and purposes that a kind uses.

use super::World;
use super::scope::Scopes;
use crate::load::draft::{Draft, Reference};
use crate::load::faults::meant;
use crate::load::keys;
use crate::load::reader::Reader;

/// Checks every name a kind uses outside its expressions.
pub(super) fn check(reader: &mut Reader<'_>, world: &World<'_>, draft: &Draft<'_>, scopes: &Scopes<'_>) {
    for (at, reference) in &draft.references {
        if let Some(message) = wrong(reader, world, draft, scopes, reference) {
            reader.faults.add(*at, message);
        }
    }
}

fn wrong(
    reader: &Reader<'_>,
    world: &World<'_>,
    draft: &Draft<'_>,
    scopes: &Scopes<'_>,
    reference: &Reference,
) -> Option<String> {
    let kind = &draft.kind;
    match reference {
        Reference::List(list) => (!world.files.list_names.contains(list)).then(|| {
            let hint = meant(list, world.files.list_names.iter().map(String::as_str));
            format!("there is no code list `{list}`{hint}")
        }),
        Reference::Parent(parent) => (!world.has_kind(parent)).then(|| world.no_kind(parent)),
        Reference::Target(target) => {
            (!keys::REF_TARGETS.contains(&target.as_str()) && !world.has_kind(target)).then(|| world.no_kind(target))
        }
        Reference::Child(child) => {
            let Some((below, _)) = world.by_name.get(child.as_str()) else {
                return (!world.has_kind(child)).then(|| world.no_kind(child));
            };
            (!below.kind.parent.contains(&kind.name)).then(|| {
                format!(
                    "records of `{child}` cannot hang under `{0}`; add `{0}` to the `parent` of {child}.yaml",
                    kind.name
                )
            })
        }
        Reference::Role(role) => (!world.has_role(role)).then(|| world.no_role(role)),
        Reference::Purpose(purpose) => {
            let list = reader.lists.get("consent_purpose")?;
            list.code(purpose).is_none().then(|| {
                let hint = meant(purpose, list.codes.iter().map(|code| code.code.as_str()));
                format!("there is no consent purpose `{purpose}` in codes/consent_purpose.yaml{hint}")
            })
        }
        Reference::Stage(stage) => kind.stage(stage).is_none().then(|| {
            let hint = meant(stage, kind.stages.iter().map(|stage| stage.name.as_str()));
            format!("the kind `{}` has no stage `{stage}`{hint}", kind.name)
        }),
        Reference::Rule(rule) => (!world.rule_ids.contains_key(rule.as_str())).then(|| {
            let hint = meant(rule, world.rule_ids.keys().copied());
            format!("there is no rule `{rule}` in a file of shared rules{hint}")
        }),
        Reference::Field(field) => (scopes.at(field).is_none() && scopes.find(field, "", reader.lists).row().is_none())
            .then(|| {
                let hint = meant(field, scopes.names());
                format!("the kind `{}` has no field `{field}`{hint}", kind.name)
            }),
    }
}
